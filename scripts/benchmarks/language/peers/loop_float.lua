local function walk(n)
  local i, x = 0, 0.0
  while i < n do
    x = x * 0.999999 + 0.5
    i = i + 1
  end
  return x
end

local start = os.clock()
local result = walk(10000000)
print(os.clock() - start)
assert(math.abs(result - 499977.30013424) < 1e-6)

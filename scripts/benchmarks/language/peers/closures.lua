local function adder(step)
  return function(x) return x + step end
end

local function walk(f, n)
  local x = 0
  local i = 0
  while i < n do
    x = f(x)
    i = i + 1
  end
  return x
end

local start = os.clock()
local result = walk(adder(3), 5000000)
print(os.clock() - start)
assert(result == 15000000)

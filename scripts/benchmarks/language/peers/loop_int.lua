local function walk(n)
  local i, s = 0, 0
  while i < n do
    s = (s + i * 3) % 1000003
    i = i + 1
  end
  return s
end

local start = os.clock()
local result = walk(10000000)
print(os.clock() - start)
assert(result == 1395)

local function scrambled(n)
  local xs = {}
  local x = 12345
  for i = 1, n do
    x = (x * 1103515245 + 12345) % 2147483648
    xs[i] = x
  end
  return xs
end

local xs = scrambled(200000)
local start = os.clock()
table.sort(xs, function(a, b) return a < b end)
print(os.clock() - start)
assert(xs[1] <= xs[2])

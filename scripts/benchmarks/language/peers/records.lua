local function wander(n)
  local p = {x = 0, y = 1, steps = 0}
  for i = 0, n - 1 do
    p.x = p.x + p.y
    p.y = i % 7 - p.y
    p.steps = p.steps + 1
  end
  return p
end

local start = os.clock()
local result = wander(1000000)
print(os.clock() - start)
assert(result.steps == 1000000)

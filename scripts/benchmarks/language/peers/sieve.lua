local function primes(n)
  local marks = {}
  for i = 0, n - 1 do marks[i] = true end
  local count = 0
  for i = 2, n - 1 do
    if marks[i] then
      count = count + 1
      local k = i * i
      while k < n do
        marks[k] = false
        k = k + i
      end
    end
  end
  return count
end

local start = os.clock()
local result = primes(2000000)
print(os.clock() - start)
assert(result == 148933)

local function product(a, b, n)
  local c = {}
  for i = 1, n do
    local row = {}
    for j = 1, n do
      local sum = 0.0
      for k = 1, n do sum = sum + a[i][k] * b[k][j] end
      row[j] = sum
    end
    c[i] = row
  end
  return c
end

local function matrix(n, modulus)
  local rows = {}
  for i = 0, n - 1 do
    rows[i + 1] = {}
    for j = 0, n - 1 do rows[i + 1][j + 1] = (i * n + j) % modulus + 0.0 end
  end
  return rows
end

local n = 120
local a, b = matrix(n, 7), matrix(n, 5)
local start = os.clock()
local result = product(a, b, n)
print(os.clock() - start)
assert(result[2][2])

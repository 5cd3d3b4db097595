local function mandelbrot(width, height, most)
  local total = 0
  for y = 0, height - 1 do
    local ci = 2.0 * y / height - 1.0
    for x = 0, width - 1 do
      local cr, zr, zi, k = 3.0 * x / width - 2.0, 0.0, 0.0, 0
      while k < most and zr * zr + zi * zi <= 4.0 do
        local following = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = following
        k = k + 1
      end
      total = total + k
    end
  end
  return total
end

local start = os.clock()
local result = mandelbrot(200, 200, 100)
print(os.clock() - start)
assert(result == 1214379)

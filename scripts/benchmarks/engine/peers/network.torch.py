from torch_networks import small_seconds

print(small_seconds())

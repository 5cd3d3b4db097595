from torch_networks import mlp_seconds

print(mlp_seconds())

"""A usual PyTorch training loop that slices shuffled tensors."""
import torch

torch.set_num_threads(2)
torch.manual_seed(0)


def train(net, x, y, batch, epochs, loss, fused=False):
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, **({"fused": True} if fused else {}))
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for i in range(0, len(x), batch):
            rows = order[i:i + batch]
            optimizer.zero_grad()
            value = loss(net(x[rows]), y[rows])
            value.backward()
            optimizer.step()

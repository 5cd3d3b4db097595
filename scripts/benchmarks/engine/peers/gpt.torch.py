import time

import torch
from torch import nn
import torch.nn.functional as F

torch.set_num_threads(2)
torch.manual_seed(0)
VOCABULARY, CONTEXT, WIDTH, HEADS, BATCH = 65, 128, 128, 4, 16


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.projection, self.mixture = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        batch, time, _ = x.shape
        parts = self.projection(self.before(x)).view(batch, time, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(*parts, is_causal=True)
        x = x + self.mixture(seen.transpose(1, 2).reshape(batch, time, WIDTH))
        return x + self.down(F.gelu(self.up(self.between(x))))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.Sequential(*(Block() for _ in range(4)))
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, VOCABULARY)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.tokens(x) + self.places.weight)))


net = Network()
optimizer = torch.optim.AdamW(net.parameters(), lr=3e-4)
x = torch.randint(VOCABULARY, (18 * BATCH, CONTEXT))
y = (x * 7 + 3) % VOCABULARY


def train(batches):
    start = time.perf_counter()
    for rows in batches:
        optimizer.zero_grad()
        F.cross_entropy(net(x[rows]).view(-1, VOCABULARY), y[rows].view(-1)).backward()
        optimizer.step()
    return time.perf_counter() - start


batches = torch.arange(len(x)).view(-1, BATCH)
train(batches[:2])
print(train(batches[2:]))

from common import table, timed
from jax_network import jax, np, start, step

x, y = table()
one = jax.jit(step)


def train(epochs):
    random, state = np.random.default_rng(0), start()
    for _ in range(epochs):
        order = random.permutation(len(x))
        sx, sy = x[order], y[order]
        for i in range(0, len(x), 32):
            state = one(state, sx[i:i + 32], sy[i:i + 32])
    jax.block_until_ready(state)


train(1)
print(timed(lambda: train(10)))

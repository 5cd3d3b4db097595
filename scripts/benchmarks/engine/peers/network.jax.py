from common import table, timed
from jax_network import jax, jnp, np, start, step

x, y = table()
whole = len(x) // 32 * 32


@jax.jit
def epoch(state, x, y):
    return jax.lax.scan(lambda s, rows: (step(s, *rows), None), state, (x, y))[0]


def train(epochs):
    random, state = np.random.default_rng(0), start()
    for _ in range(epochs):
        order = random.permutation(len(x))[:whole]
        state = epoch(state, jnp.asarray(x[order].reshape(-1, 32, 20)), jnp.asarray(y[order].reshape(-1, 32)))
    jax.block_until_ready(state)


train(1)
print(timed(lambda: train(10)))

"""The network 20-64-32-1 in JAX: parameters, loss and a step of Adam."""
import common
import jax, jax.numpy as jnp, numpy as np


def start(sizes=(20, 64, 32, 1)):
    random = np.random.default_rng(0)
    layers = [(jnp.asarray((random.standard_normal((n, m)) * (2 / n) ** 0.5).astype("float32")), jnp.zeros(m))
              for n, m in zip(sizes, sizes[1:])]
    zeros = jax.tree.map(jnp.zeros_like, layers)
    return layers, zeros, zeros, jnp.float32(0)


def loss(layers, x, y):
    for w, b in layers[:-1]:
        x = jax.nn.relu(x @ w + b)
    w, b = layers[-1]
    z = (x @ w + b)[:, 0]
    return jnp.mean(jnp.logaddexp(0, z) - z * y)


def step(state, x, y):
    p, m, v, t = state
    g = jax.grad(loss)(p, x, y)
    t = t + 1
    m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
    v = jax.tree.map(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
    p = jax.tree.map(
        lambda q, a, b: q - 1e-3 * (a / (1 - 0.9**t)) / (jnp.sqrt(b / (1 - 0.999**t)) + 1e-8), p, m, v)
    return p, m, v, t

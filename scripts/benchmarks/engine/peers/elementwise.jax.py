from common import least
import jax, jax.numpy as jnp, numpy as np

random = np.random.default_rng(0)
a, b, c, d = (jnp.asarray(random.random(10_000_000, dtype="float32")) for _ in range(4))
x = jnp.asarray(random.standard_normal((10_000, 1_000), dtype="float32"))
figures = {
    "chain": (lambda a, b, c, d: a * b + jnp.sin(c) * jnp.exp(-d), (a, b, c, d)), "add": (jnp.add, (a, b)),
    "softmax": (lambda x: jax.nn.softmax(x, 1), (x,)), "sum": (jnp.sum, (a,)),
    "sum_rows": (lambda x: x.sum(1), (x,)), "sum_columns": (lambda x: x.sum(0), (x,)),
    "mean_rows": (lambda x: x.mean(1), (x,)), "argmax_rows": (lambda x: x.argmax(1), (x,)),
    "argmax_columns": (lambda x: x.argmax(0), (x,)), "transposed": (lambda x: x.T, (x,)),
}
for name, (function, arguments) in figures.items():
    function = jax.jit(function)
    function(*arguments).block_until_ready()
    print(name, least(lambda: function(*arguments).block_until_ready()))

"""Training with Keras: the seconds of some epochs, after one on a part of the rows."""
from common import timed
import keras

layers = keras.layers
class_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def seconds(parts, x, y, loss, batch, epochs=1, first=None):
    net = keras.Sequential(parts)
    net.compile(keras.optimizers.Adam(1e-3), loss)
    net.fit(x[:first], y[:first], batch_size=batch, epochs=1, verbose=0)
    return timed(lambda: net.fit(x, y, batch_size=batch, epochs=epochs, verbose=0))

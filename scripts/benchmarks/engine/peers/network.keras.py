from common import table
from keras_training import layers, seconds

x, y = table()
parts = [layers.Input((20,)), layers.Dense(64, activation="relu"), layers.Dense(32, activation="relu"),
         layers.Dense(1, activation="sigmoid")]
print(seconds(parts, x, y, "binary_crossentropy", batch=32, epochs=10))

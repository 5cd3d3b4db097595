/// What other languages and their libraries call what Tenon has under another name: who knows those finds the way here.
enum NamesElsewhere {
    /// What to write instead of an unknown name; nil if nobody is known to call anything so.
    static func help(for name: String) -> String? {
        if modules.contains(name) {
            return "functions of the library are called by their names alone: `zeros(3)`, not `np.zeros(3)`"
        }
        if let own = same[name] { return "it is called `\(own)` here" }
        return phrases[name].map { "write \($0)" }
    }

    /// What to write instead of an unknown parameter.
    static func help(forParameter name: String) -> String? { parameters[name].map { "write \($0)" } }

    static let parameters: [String: String] = [
        "dim": "`axis`", "axes": "`axis`", "keepdims": "`keep`", "keepdim": "`keep`",
        "lr": "`optimizer: adam(0.01)`: the rate belongs to the optimizer",
        "learning_rate": "`optimizer: adam(0.01)`: the rate belongs to the optimizer",
        "batch_size": "`batch`", "n_epochs": "`epochs`", "validation_split": "`validation`",
        "validation_data": "`validation`", "callbacks": "`early_stop: early_stop(5)`", "criterion": "`loss`",
        "ascending": "`descending: true` for the largest first", "sep": "`delimiter`", "na_values": "`missing`",
    ]

    /// What Python's users import under these names.
    static let modules: Set = [
        "np", "numpy", "pd", "pandas", "pl", "torch", "nn", "optim", "tf", "keras", "layers", "sklearn", "plt", "sns",
        "jnp",
        "jax", "math", "random", "os", "sys", "json", "csv", "readr", "dplyr",
    ]

    /// Names that stand for just the same.
    static let same: [String: String] = [
        "mutate": "derive", "assign": "derive", "with_columns": "derive", "arrange": "sort", "sorted": "sort",
        "order_by": "sort", "sort_values": "sort", "merge": "join", "left_join": "join", "inner_join": "join",
        "dropna": "drop_missing", "drop_na": "drop_missing", "value_counts": "count", "groupby": "group_by",
        "summarise": "summarize", "aggregate": "summarize", "agg": "summarize", "train_test_split": "split",
        "println": "print", "cat": "print", "puts": "print", "echo": "print", "nrow": "len",
        "sapply": "map", "lapply": "map", "astype": "cast", "view": "reshape", "permute": "transpose",
        "cbind": "concat", "rbind": "concat", "concatenate": "concat", "vstack": "concat",
        "seq": "linspace", "rnorm": "randn", "runif": "rand", "sd": "std",
        "average": "mean", "nanmean": "mean", "ceiling": "ceil", "fabs": "abs", "power": "pow",
        "DataFrame": "frame", "data_frame": "frame", "tibble": "frame", "Linear": "dense", "Dense": "dense",
        "Dropout": "dropout", "Conv1d": "conv1d", "Conv1D": "conv1d", "Conv2d": "conv2d", "Conv2D": "conv2d",
        "MaxPool2d": "max_pool", "MaxPooling2D": "max_pool", "AvgPool2d": "avg_pool", "Flatten": "flatten",
        "BatchNorm1d": "batch_norm", "BatchNorm2d": "batch_norm", "BatchNormalization": "batch_norm",
        "LayerNorm": "layer_norm", "LayerNormalization": "layer_norm", "Embedding": "embedding", "RNN": "rnn",
        "LSTM": "lstm", "GRU": "gru", "MultiheadAttention": "self_attention", "ReLU": "relu", "Sigmoid": "sigmoid",
        "Tanh": "tanh", "GELU": "gelu", "Softmax": "softmax", "Adam": "adam", "AdamW": "adamw", "SGD": "sgd",
        "MSELoss": "mse", "L1Loss": "mae", "HuberLoss": "huber", "BCELoss": "bce", "CrossEntropyLoss": "cross_entropy",
        "StandardScaler": "standardize", "MinMaxScaler": "min_max", "OneHotEncoder": "one_hot",
        "SimpleImputer": "impute", "LinearRegression": "linear_regression", "LogisticRegression": "logistic_regression",
        "lm": "linear_regression", "glm": "logistic_regression", "accuracy_score": "accuracy",
    ]

    /// Things that are said otherwise.
    static let phrases: [String: String] = [
        "append": "`xs.push(v)`, which changes the variable, or `push(xs, v)` for a longer copy",
        "push_back": "`xs.push(v)`", "array": "brackets: `[1, 2, 3]`", "c": "brackets: `[1, 2, 3]`",
        "read": "`read_csv(\"file.csv\")`", "asarray": "`tensor(xs)`",
        "Sequential": "`>>` between the layers: `dense(8, relu) >> dense(1)`",
        "size": "`len(x)` for a count, `shape(x)` for the sizes of a tensor", "ncol": "`len(columns(df))`",
        "fillna": "`coalesce(.x, 0)` in a formula, or the step `impute()`",
        "str": "a string with the value in it: `\"{x}\"`", "paste": "a string with the values in it: `\"{a} {b}\"`",
        "printf": "`print(\"{x:.2f}\")`", "sprintf": "a string with the value in it: `\"{x:.2f}\"`",
        "True": "`true`", "False": "`false`", "TRUE": "`true`", "FALSE": "`false`", "None": "`none`", "null": "`none`",
        "NULL": "`none`", "nil": "`none`", "NA": "`none`", "NaN": "`nan`", "Inf": "`inf`", "Infinity": "`inf`",
        "lambda": "an arrow: `x -> x + 1`", "def": "`fn f(x) = x + 1`", "function": "`fn f(x) = x + 1`",
        "xrange": "`0..<n`",
        "items": "`keys(d)` and `values(d)`", "raise": "`error(\"…\")`", "throw": "`error(\"…\")`",
        "stop": "`error(\"…\")`", "item": "nothing: one element alone is a number", "T": "`transpose(x)`",
        "iloc": "`df[0]` for a row, `df[0:2]` for rows, `df.name[0]` for a cell",
        "loc": "`filter(df, .name == \"…\")` for rows by their values",
        "backward": "`value_and_grad(f)(parameters)`", "no_grad": "nothing: only what `grad` runs is followed",
    ]
}

#include "CStdlib.h"

static const unsigned char activations[] = {
#embed "../../stdlib/activations.mlx"
};

static const unsigned char attention[] = {
#embed "../../stdlib/attention.mlx"
};

static const unsigned char layers[] = {
#embed "../../stdlib/layers.mlx"
};

static const unsigned char recurrent[] = {
#embed "../../stdlib/recurrent.mlx"
};

static const unsigned char shapes[] = {
#embed "../../stdlib/shapes.mlx"
};

static const unsigned char vectors[] = {
#embed "../../stdlib/vectors.mlx"
};

static const stdlib_module modules[] = {
    {"activations", activations, sizeof activations},
    {"attention", attention, sizeof attention},
    {"layers", layers, sizeof layers},
    {"recurrent", recurrent, sizeof recurrent},
    {"shapes", shapes, sizeof shapes},
    {"vectors", vectors, sizeof vectors},
};

const stdlib_module *stdlib_modules(size_t *count) {
    *count = sizeof modules / sizeof modules[0];
    return modules;
}

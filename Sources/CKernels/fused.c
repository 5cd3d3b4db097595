#include "rows.h"
#include "tk_fused.h"
#include <string.h>

/// Elements that go through the whole program before the next ones do.
#define TILE 1024
#define REGISTERS (TK_FUSED_INPUTS + 16 + TK_FUSED_STEPS)

BINARY_ROW(equal, float, float, a == b)
BINARY_ROW(not_equal, float, float, a != b)
BINARY_ROW(less, float, float, a < b)
BINARY_ROW(less_equal, float, float, a <= b)
BINARY_ROW(greater, float, float, a > b)
BINARY_ROW(greater_equal, float, float, a >= b)
BINARY_ROW(keep_positive, float, float, b > 0 ? a : 0)

#define THIRD(T, i) (*(const T *)(data[3] + (i) * strides[3]))

/// Three operands: vectors where all lie in one piece.
#define TERNARY_ROW(NAME, EXPRESSION)                                                                    \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        if (strides[1] == 4 && strides[2] == 4 && strides[3] == 4) {                                     \
            float *out = (float *)data[0];                                                               \
            const float *x = (const float *)data[1], *y = (const float *)data[2], *z = (const float *)data[3]; \
            VECTORS for (int64_t i = 0; i < n; i++) {                                                    \
                const float a = x[i], b = y[i], c = z[i];                                                \
                out[i] = (EXPRESSION);                                                                   \
            }                                                                                            \
            return TK_OK;                                                                                \
        }                                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                                \
            const float a = LEFT(float, i), b = RIGHT(float, i), c = THIRD(float, i);                    \
            OUT(float, i) = (EXPRESSION);                                                                \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
TERNARY_ROW(choose, a != 0 ? b : c)
TERNARY_ROW(multiply_add, a *b + c)

static row_fn step_row(int op) {
    static const row_fn comparisons[] = {equal, not_equal, less, less_equal, greater, greater_equal};
    if (op == TK_STEP_WHERE) return choose;
    if (op == TK_STEP_MULTIPLY_ADD) return multiply_add;
    if (op == TK_STEP_KEEP_POSITIVE) return keep_positive;
    if (op >= TK_STEP_WHERE) return NULL;
    if (op >= TK_STEP_COMPARE) return op <= TK_STEP_COMPARE + TK_GREATER_EQUAL ? comparisons[op - TK_STEP_COMPARE] : NULL;
    return op >= TK_STEP_BINARY ? binary_row(op - TK_STEP_BINARY, TK_F32) : unary_row(op - TK_STEP_UNARY, TK_F32);
}

static int operands(int op) {
    return op < TK_STEP_BINARY ? 1 : op == TK_STEP_WHERE || op == TK_STEP_MULTIPLY_ADD ? 3 : 2;
}

// MARK: Preparing a program

/// How a register is filled for a tile.
typedef enum source { FLAT, STRETCHED, CONSTANT, STEP } source;

typedef struct prepared {
    const tk_call *call;
    const tk_program *program;
    int64_t count;
    int registers;
    source sources[REGISTERS];
    /// The tile of a register that needs one; registers share it once the first is no longer read.
    int tiles[REGISTERS];
    int tile_count;
    row_fn rows[TK_FUSED_STEPS];
    /// How stretched inputs are read.
    loop loops[TK_FUSED_INPUTS];
} prepared;

static source source_of_input(const tk_view *out, const tk_view *in) {
    if (tk_count(in) == 1) return CONSTANT;
    return tk_count(in) == tk_count(out) && tk_is_contiguous(in) ? FLAT : STRETCHED;
}

static bool prepare_inputs(prepared *p) {
    const tk_call *call = p->call;
    for (int i = 0; i < call->inputs; i++) {
        tk_view pair[2] = {call->views[0], call->views[call->outputs + i]};
        if (pair[1].dtype != TK_F32 || pair[1].rank > pair[0].rank) return false;
        p->sources[i] = source_of_input(&pair[0], &pair[1]);
        if (p->sources[i] == STRETCHED) {
            p->loops[i] = loop_over(pair, 2);
            p->tiles[i] = p->tile_count++;
        }
    }
    for (int i = 0; i < p->program->constants; i++) p->sources[call->inputs + i] = CONSTANT;
    return true;
}

static void find_last_uses(const prepared *p, int last_use[REGISTERS]) {
    const tk_program *program = p->program;
    for (int i = 0; i < p->registers; i++) last_use[i] = -1;
    for (int s = 0; s < program->steps; s++) {
        const uint8_t *operand = &program->step[s].a;
        for (int k = 0; k < operands(program->step[s].op); k++) last_use[operand[k]] = s;
    }
    for (int o = 0; o < p->call->outputs; o++) last_use[program->result[o]] = program->steps;
}

/// Gives each step a tile, taking over those that are not read any more.
static bool prepare_steps(prepared *p) {
    const tk_program *program = p->program;
    int first = p->call->inputs + program->constants, last_use[REGISTERS], free_tiles[REGISTERS], free_count = 0;
    for (int s = 0; s < program->steps; s++) {
        const uint8_t *operand = &program->step[s].a;
        p->rows[s] = step_row(program->step[s].op);
        if (!p->rows[s]) return false;
        for (int k = 0; k < operands(program->step[s].op); k++) {
            if (operand[k] >= first + s) return false;
        }
    }
    for (int o = 0; o < p->call->outputs; o++) {
        if (program->result[o] >= p->registers) return false;
    }
    find_last_uses(p, last_use);
    for (int s = 0; s < program->steps; s++) {
        p->sources[first + s] = STEP;
        p->tiles[first + s] = free_count > 0 ? free_tiles[--free_count] : p->tile_count++;
        for (int r = first; r <= first + s; r++) {
            if (last_use[r] == s) free_tiles[free_count++] = p->tiles[r];
        }
    }
    return true;
}

static bool prepare(prepared *p, const tk_call *call) {
    const tk_program *program = call->extra;
    // Field by field: to clear all of it would take longer than a small program.
    p->call = call;
    p->program = program;
    p->count = tk_count(&call->views[0]);
    p->tile_count = 0;
    if (call->inputs > TK_FUSED_INPUTS || call->outputs > TK_FUSED_OUTPUTS || program->constants > 16) return false;
    if (program->steps < 1 || program->steps > TK_FUSED_STEPS || call->views[0].dtype != TK_F32) return false;
    p->registers = call->inputs + program->constants + program->steps;
    return prepare_inputs(p) && prepare_steps(p);
}

// MARK: Running it

/// What a register is in the tile at hand: where its elements are, and how far apart.
typedef struct operand {
    char *data;
    int64_t stride;
} operand;

static tk_status copy_row(char *const *data, const int64_t *strides, int64_t n, const void *_) {
    float *out = (float *)data[0];
    if (strides[1] == 4) {
        memcpy(out, data[1], (size_t)n * 4);
    } else {
        for (int64_t i = 0; i < n; i++) out[i] = LEFT(float, i);
    }
    return TK_OK;
}

static void load_inputs(const prepared *p, operand *registers, float (*tiles)[TILE], int64_t place, int64_t n) {
    for (int i = 0; i < p->call->inputs; i++) {
        char *data = p->call->views[p->call->outputs + i].data;
        if (p->sources[i] == CONSTANT) {
            registers[i] = (operand){data, 0};
        } else if (p->sources[i] == FLAT) {
            registers[i] = (operand){data + place * 4, 4};
        } else {
            registers[i] = (operand){(char *)tiles[p->tiles[i]], 4};
            loop over = p->loops[i];
            over.data[0] = registers[i].data - place * 4;
            loop_span(&over, copy_row, NULL, place, place + n);
        }
    }
    for (int i = 0; i < p->program->constants; i++) {
        registers[p->call->inputs + i] = (operand){(char *)&p->program->constant[i], 0};
    }
}

static void run_step(const prepared *p, int s, operand *registers, operand to, int64_t n) {
    const tk_step *step = &p->program->step[s];
    const operand a = registers[step->a], b = registers[step->b], c = registers[step->c];
    // Operands that the step has not are those of its first one, and are not read.
    int used = operands(step->op);
    char *data[4] = {to.data, a.data, used > 1 ? b.data : a.data, used > 2 ? c.data : a.data};
    int64_t strides[4] = {4, a.stride, used > 1 ? b.stride : a.stride, used > 2 ? c.stride : a.stride};
    p->rows[s](data, strides, n, NULL);
}

static char *output_at(const prepared *p, int o, int64_t place) {
    return (char *)p->call->views[o].data + place * 4;
}

static void run_tile(const prepared *p, float (*tiles)[TILE], int64_t place, int64_t n) {
    operand registers[REGISTERS];
    load_inputs(p, registers, tiles, place, n);
    int first = p->call->inputs + p->program->constants, last = p->program->steps - 1;
    for (int s = 0; s <= last; s++) {
        operand to = {(char *)tiles[p->tiles[first + s]], 4};
        // The last step may write where its result goes; earlier ones may not, since that may be an input.
        if (s == last && p->program->result[0] == first + s) to.data = output_at(p, 0, place);
        run_step(p, s, registers, to, n);
        registers[first + s] = to;
    }
    for (int o = 0; o < p->call->outputs; o++) {
        operand from = registers[p->program->result[o]];
        char *data[2] = {output_at(p, o, place), from.data};
        int64_t strides[2] = {4, from.stride};
        if (data[0] != data[1]) copy_row(data, strides, n, NULL);
    }
}

static tk_status fused_task(const void *context, int64_t task) {
    const prepared *p = context;
    _Alignas(64) float tiles[TK_FUSED_INPUTS + TK_FUSED_STEPS][TILE];
    int64_t place = task * LOOP_CHUNK, end = place + LOOP_CHUNK;
    if (end > p->count) end = p->count;
    for (; place < end; place += TILE) run_tile(p, tiles, place, end - place < TILE ? end - place : TILE);
    return TK_OK;
}

tk_status tk_fused(const tk_call *call) {
    prepared p;
    if (!prepare(&p, call)) return TK_UNSUPPORTED;
    if (p.count <= LOOP_CHUNK) return p.count == 0 ? TK_OK : fused_task(&p, 0);
    return tk_parallel((p.count + LOOP_CHUNK - 1) / LOOP_CHUNK, fused_task, &p);
}

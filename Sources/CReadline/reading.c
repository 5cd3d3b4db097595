#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <langinfo.h>
#include <readline/history.h>
#include <readline/readline.h>

#include "CReadline.h"
#include "signals.h"

static int ending;

int tr_ending(void) { return ending; }

static void (*draw)(enum tr_drawing);

static void draw_changes(void) { draw(tr_draw_changes); }

static struct termios terminal_before;
static bool is_terminal;

/// At Ctrl-C a terminal drops its input and its output, and may do so after the answer was written. So it is told to
/// drop nothing while a text is read, and the input is dropped here.
static void keep_output(void) {
    is_terminal = tcgetattr(STDIN_FILENO, &terminal_before) == 0;
    if (!is_terminal) return;
    struct termios keeping = terminal_before;
    keeping.c_lflag |= NOFLSH;
    tcsetattr(STDIN_FILENO, TCSANOW, &keeping);
}

static void restore_terminal(void) {
    if (is_terminal) tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
}

static void begin_reading(void) {
    catch_signals();
    keep_output();
}

static void end_reading(void) {
    restore_terminal();
    release_signals();
}

void tr_lend_terminal(void) {
    draw(tr_erase);
    rl_deprep_terminal();
    restore_terminal();
}

void tr_take_terminal(void) {
    keep_output();
    rl_prep_terminal(1);
    draw(tr_draw_anew);
}

static void act_on(int signal, bool is_edited) {
    switch (signal) {
    case SIGWINCH:
        if (is_edited) rl_resize_terminal();
        return;
    case SIGTSTP:
        if (is_edited) tr_lend_terminal();
        stop_here();
        if (is_edited) tr_take_terminal();
        return;
    case SIGCONT:
        // After a stop that could not be caught. The shell has set the terminal to its own liking meanwhile.
        if (!is_edited) return;
        rl_deprep_terminal();
        tr_take_terminal();
        return;
    default:
        // What was typed ahead belonged to the text that Ctrl-C drops.
        if (signal == SIGINT) tcflush(STDIN_FILENO, TCIFLUSH);
        ending = signal;
    }
}

/// Waits for a byte, and meanwhile does what signals ask for. False once the reading is to end.
static bool wait_for_byte(int input, bool is_edited) {
    while (ending == tr_nothing) {
        struct pollfd ready[2] = {{.fd = input, .events = POLLIN}, {.fd = signal_descriptor(), .events = POLLIN}};
        if (poll(ready, 2, -1) < 0 && errno != EINTR) ending = tr_end_of_input;
        if (ready[1].revents) {
            for (int signal; (signal = take_signal());) act_on(signal, is_edited);
        } else if (ready[0].revents) {
            return true;
        }
    }
    return false;
}

/// Readline's source of keys. At the end it gives newlines for ever: the command of that key asks `tr_ending`.
static int read_key(FILE *stream) {
    unsigned char byte;
    while (wait_for_byte(fileno(stream), true)) {
        ssize_t count = read(fileno(stream), &byte, 1);
        if (count == 1) return byte;
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        // Ctrl-D is a key: the input of a terminal ends when it hangs up, whether or not the signal has come yet.
        ending = is_terminal ? SIGHUP : tr_end_of_input;
    }
    return '\n';
}

/// Texts are UTF-8, whatever the locale says: only so does a key remove a whole character.
static void use_utf8(void) {
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
    rl_variable_bind("input-meta", "on");
    rl_variable_bind("output-meta", "on");
    rl_variable_bind("convert-meta", "off");
}

void tr_initialize(const char *name, int output, void (*drawing)(enum tr_drawing), int (*start)(void)) {
    draw = drawing;
    rl_readline_name = name;
    rl_outstream = output == STDERR_FILENO ? stderr : stdout;
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    // LINES and COLUMNS would go on to programs that are started here, and outlive a change of the window.
    rl_change_environment = 0;
    rl_getc_function = read_key;
    rl_redisplay_function = draw_changes;
    rl_startup_hook = start;
    rl_initialize();
    use_utf8();
    // Else the terminal's own keys, such as Ctrl-U, are bound anew before each text.
    rl_variable_bind("bind-tty-special-chars", "off");
    using_history();
}

void tr_bind(const char *sequence, tr_command command) {
    rl_bind_keyseq_in_map(sequence, command, emacs_standard_keymap);
    rl_bind_keyseq_in_map(sequence, command, vi_insertion_keymap);
}

char *tr_read(void) {
    ending = tr_nothing;
    begin_reading();
    char *text = readline("");
    end_reading();
    return text;
}

char *tr_read_plain(void) {
    ending = tr_nothing;
    begin_reading();
    size_t length = 0, capacity = 256;
    char *line = malloc(capacity);
    bool is_whole = false;
    while (line && !is_whole && wait_for_byte(STDIN_FILENO, false)) {
        if (read(STDIN_FILENO, line + length, 1) != 1) {
            ending = tr_end_of_input;
        } else if (line[length] == '\n') {
            is_whole = true;
        } else if (++length + 1 == capacity) {
            char *larger = realloc(line, capacity *= 2);
            if (!larger) free(line);
            line = larger;
        }
    }
    end_reading();
    if (line && (is_whole || length > 0)) {
        line[length] = 0;
        return line;
    }
    free(line);
    return NULL;
}

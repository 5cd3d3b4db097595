#include <stdio.h>
#include <sys/ioctl.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "CReadline.h"

const char *tr_text(void) { return rl_line_buffer ? rl_line_buffer : ""; }

int tr_length(void) { return rl_end; }

int tr_point(void) { return rl_point; }

static int within_text(int place) { return place < 0 ? 0 : place > rl_end ? rl_end : place; }

void tr_move(int place) { rl_point = within_text(place); }

void tr_replace(int start, int end, const char *text) {
    start = within_text(start);
    rl_begin_undo_group();
    rl_delete_text(start, within_text(end));
    rl_point = start;
    rl_insert_text(text);
    rl_end_undo_group();
}

void tr_kill(int start, int end) {
    start = within_text(start);
    rl_kill_text(start, within_text(end));
    rl_point = start;
}

void tr_accept(void) {
    RL_SETSTATE(RL_STATE_DONE);
    rl_done = 1;
}

void tr_ring_bell(void) { rl_ding(); }

const char *tr_message(void) { return rl_display_prompt && rl_display_prompt != rl_prompt ? rl_display_prompt : NULL; }

void tr_history_clear(void) { clear_history(); }

void tr_history_add(const char *text) {
    add_history(text);
    using_history();
}

int tr_search(int count, int key) { return rl_reverse_search_history(count, key); }

void tr_screen_size(int *rows, int *columns) {
    struct winsize size;
    // Readline's own figures leave a column out where it does not trust the terminal to break lines.
    bool is_known = ioctl(fileno(rl_outstream), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
    if (!is_known) {
        rl_get_screen_size(rows, columns);
        return;
    }
    *rows = size.ws_row;
    *columns = size.ws_col;
}

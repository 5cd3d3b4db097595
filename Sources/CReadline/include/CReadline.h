// GNU readline: one text at a time, edited on the terminal. No policy: what keys do, how the text is drawn and
// what is remembered is decided by the caller.
//
// readline keeps its state in globals, so that only one thread may use it.
#ifndef TENON_CREADLINE_H
#define TENON_CREADLINE_H

#include <stdbool.h>

/// What a key does: how often it is to be done, and the key. Gives 0.
typedef int (*tr_command)(int count, int key);

/// What is asked of the one who draws the text.
enum tr_drawing {
    /// What has changed of it.
    tr_draw_changes,
    /// All of it, where the cursor stands: the terminal comes back, and what was drawn may be gone or elsewhere.
    tr_draw_anew,
    /// Nothing is to be left of it: another program gets the terminal.
    tr_erase,
};

/// Sets readline up. `name` chooses sections of the user's inputrc, `output` is the descriptor of the terminal to
/// draw on, `draw` draws on it, and `start` is called when a text begins to be read.
void tr_initialize(const char *name, int output, void (*draw)(enum tr_drawing), int (*start)(void));

/// Gives a key sequence, written as in an inputrc (`\C-r`, `\e[A`), to a command, wherever text is inserted.
void tr_bind(const char *sequence, tr_command command);

/// Reads a text until a command calls `tr_accept`. NULL at the end of the input; the caller frees it.
char *tr_read(void);

/// Reads one line from a terminal that can't move its cursor: the terminal itself edits it. As `tr_read`.
char *tr_read_plain(void);

/// What cut the reading short.
enum { tr_nothing = 0, tr_end_of_input = -1 };

/// `tr_nothing`, `tr_end_of_input`, or the number of the signal that asked to stop.
int tr_ending(void);

// The text being edited. Places are byte offsets.
const char *tr_text(void);
int tr_length(void);
int tr_point(void);
void tr_move(int place);
/// Replaces what stands between two places, as one step of undo, and moves behind it.
void tr_replace(int start, int end, const char *text);
/// Removes what stands between two places, for a later yank.
void tr_kill(int start, int end);
/// Ends the reading: the text is as it should be.
void tr_accept(void);
/// Gives the terminal to another program while a text is being read, and takes it back.
void tr_lend_terminal(void);
void tr_take_terminal(void);
void tr_ring_bell(void);
/// What readline shows in place of a prompt, such as what is searched for; NULL if nothing.
const char *tr_message(void);

// The texts that the search goes through.
void tr_history_clear(void);
void tr_history_add(const char *text);
/// Searches backward in it, letter by letter.
int tr_search(int count, int key);

/// Rows and columns of the terminal.
void tr_screen_size(int *rows, int *columns);

#endif

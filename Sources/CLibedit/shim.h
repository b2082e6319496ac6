// libedit for Swift: `el_set`, `el_get` and `history` are variadic, which Swift cannot import; each use has a wrapper here.
// Only wrappers: a static variable in a header would exist once for each Swift file that imports it.
#pragma once
#include <histedit.h>

typedef char *(*cledit_prompt_fn)(EditLine *);
typedef int (*cledit_read_fn)(EditLine *, wchar_t *);
typedef unsigned char (*cledit_key_fn)(EditLine *, int);

static inline int cledit_set_prompt(EditLine *el, cledit_prompt_fn f, char escape) { return el_set(el, EL_PROMPT_ESC, f, escape); }
static inline int cledit_set_terminal(EditLine *el, const char *type) { return el_set(el, EL_TERMINAL, type); }
static inline int cledit_set_editor(EditLine *el, const char *mode) { return el_set(el, EL_EDITOR, mode); }
static inline int cledit_set_signal(EditLine *el, int on) { return el_set(el, EL_SIGNAL, on); }
static inline int cledit_set_read(EditLine *el, cledit_read_fn f) { return el_set(el, EL_GETCFN, f); }
static inline int cledit_set_client(EditLine *el, void *data) { return el_set(el, EL_CLIENTDATA, data); }
static inline int cledit_set_tty(EditLine *el, const char *mode, const char *flag) { return el_set(el, EL_SETTY, mode, flag, (char *)NULL); }
static inline int cledit_add_function(EditLine *el, const char *name, const char *help, cledit_key_fn f) {
    return el_set(el, EL_ADDFN, name, help, f);
}
static inline int cledit_bind(EditLine *el, const char *key, const char *name) { return el_set(el, EL_BIND, key, name, (char *)NULL); }
static inline int cledit_bind_alternative(EditLine *el, const char *key, const char *name) {
    return el_set(el, EL_BIND, "-a", key, name, (char *)NULL);
}
static inline int cledit_set_history(EditLine *el, History *h) { return el_set(el, EL_HIST, history, h); }
/// Draws prompt and line anew from where the cursor stands. Not in el_set's own list: el_wset has it.
static inline void cledit_refresh(EditLine *el) { (void)el_wset(el, EL_REFRESH); }
static inline int cledit_prepare_terminal(EditLine *el, int raw) { return el_set(el, EL_PREP_TERM, raw); }

static inline void *cledit_client(EditLine *el) {
    void *data = NULL;
    return el_get(el, EL_CLIENTDATA, &data) == 0 ? data : NULL;
}
/// "emacs" or "vi".
static inline const char *cledit_editor(EditLine *el) {
    const char *name = NULL;
    return el_get(el, EL_EDITOR, &name) == 0 ? name : NULL;
}
static inline int cledit_is_editing(EditLine *el) {
    int on = 1;
    return el_get(el, EL_EDITMODE, &on) == 0 ? on : 1;
}

static inline int cledit_history_set_size(History *h, int size) {
    HistEvent event;
    return history(h, &event, H_SETSIZE, size);
}
static inline int cledit_history_clear(History *h) {
    HistEvent event;
    return history(h, &event, H_CLEAR);
}
static inline int cledit_history_enter(History *h, const char *line) {
    HistEvent event;
    return history(h, &event, H_ENTER, line);
}

// libedit counts columns with this; <wchar.h> declares it for X/Open only.
int wcwidth(wchar_t c);
static inline int cledit_width(wchar_t c) { return wcwidth(c); }
static inline int cledit_is_printable(wchar_t c) { return iswprint((wint_t)c); }
static inline int cledit_is_control(wchar_t c) { return iswcntrl((wint_t)c); }

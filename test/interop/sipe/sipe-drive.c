/*
 * sipe-drive - headless, scriptable libpurple client for the SIPE plugin
 *
 * Runs ONE account of protocol prpl-sipe without any user interface, prints
 * what happens as JSON lines on stdout and executes a small command script.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * It links libpurple, so this file and the program made of it are under the
 * GNU General Public License, version 2 or later, unlike the rest of Offhook.
 * It is a process of its own in a test; nothing of it goes into the client.
 * build.ts compiles it.
 */
#define _GNU_SOURCE
#include "sipe-drive.h"

#include <purple.h>
#include <glib.h>
#include <glib-unix.h>

#include <libxml/parser.h>
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define UI_ID "sipe-drive"

enum {
	RC_OK = 0, RC_FAILED = 1, RC_USAGE = 2, RC_NETWORK = 3, RC_AUTH = 4,
	RC_CERT = 5, RC_TIMEOUT = 6, RC_WAIT = 7, RC_COMMAND = 8, RC_OTHER = 9
};

static GMainLoop *loop;
static int exit_code = RC_OK;
static gint64 t0;
static PurpleAccount *account;
static FILE *debug_file, *sip_file;
static gboolean opt_accept_cert, opt_accept_requests, opt_authorize = TRUE;
static gboolean opt_stdin, opt_early, opt_hold;
static gboolean signed_on, quitting, cert_refused;

/* --------------------------------------------------------- libxml2 fix -- */
/*
 * Debian 12's libxml2 (seen with 2.9.14+dfsg-1.3~deb12u5 and u6) carries the back-ported
 * change "look only for XML_SAX2_MAGIC": a SAX handler that says SAX2 but has
 * only the old startElement/endElement functions is never called. SIPE 1.25.0
 * parses ALL its XML that way, so without this it signs on but sees no
 * contacts, no presence, no provisioning, no conference and no web service.
 * Because the program is linked with -rdynamic this definition is found before
 * libxml2's own and hands SIPE's handler on as what it is, SAX1.
 */
int xmlSAXUserParseMemory(xmlSAXHandlerPtr sax, void *ud, const char *buf, int len)
{
	static int (*real)(xmlSAXHandlerPtr, void *, const char *, int);
	static int off = -1;
	xmlSAXHandler copy;

	if (!real) real = (int (*)(xmlSAXHandlerPtr, void *, const char *, int))dlsym(RTLD_NEXT, "xmlSAXUserParseMemory");
	if (off < 0) off = getenv("SIPE_DRIVE_NO_XML_FIX") != NULL;
	if (!off && sax && sax->initialized == XML_SAX2_MAGIC &&
	    !sax->startElementNs && !sax->endElementNs && (sax->startElement || sax->endElement)) {
		copy = *sax;
		copy.initialized = 1;
		sax = &copy;
	}
	return real(sax, ud, buf, len);
}

/* -------------------------------------------------------------- hosts -- */
/* Names of the lab are known to nobody else: --host NAME=ADDRESS answers for DNS, and a name that was not given has no address. */

static GHashTable *hosts;
static GHashTable *lookups;   /* query data -> source id, so that a cancelled one is not answered */

typedef struct {
	PurpleDnsQueryData *query;
	PurpleDnsQueryResolvedCallback ok;
	PurpleDnsQueryFailedCallback failed;
} Lookup;

static gboolean answer_lookup(gpointer p)
{
	Lookup *l = p;
	const char *address = g_hash_table_lookup(hosts, purple_dnsquery_get_host(l->query));
	struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons(purple_dnsquery_get_port(l->query)) };

	g_hash_table_remove(lookups, l->query);
	if (address && inet_pton(AF_INET, address, &sa.sin_addr) == 1) {
		GSList *found = g_slist_append(NULL, GINT_TO_POINTER(sizeof(sa)));
		l->ok(l->query, g_slist_append(found, g_memdup2(&sa, sizeof(sa))));
	} else l->failed(l->query, "no such host in the lab");
	return G_SOURCE_REMOVE;
}

static gboolean resolve_host(PurpleDnsQueryData *query, PurpleDnsQueryResolvedCallback ok, PurpleDnsQueryFailedCallback failed)
{
	Lookup *l;
	guint source;

	if (g_hash_table_size(hosts) == 0) return FALSE;
	l = g_new(Lookup, 1);
	l->query = query; l->ok = ok; l->failed = failed;
	source = g_idle_add_full(G_PRIORITY_DEFAULT, answer_lookup, l, g_free);
	g_hash_table_insert(lookups, query, GUINT_TO_POINTER(source));
	return TRUE;
}

static void forget_lookup(PurpleDnsQueryData *query)
{
	guint source = GPOINTER_TO_UINT(g_hash_table_lookup(lookups, query));
	if (source) { g_source_remove(source); g_hash_table_remove(lookups, query); }
}

static PurpleDnsQueryUiOps dns_ops = { .resolve_host = resolve_host, .destroy = forget_lookup };

static void add_host(const char *text)
{
	char **pair = g_strsplit(text, "=", 2);
	if (pair[0] && pair[1]) g_hash_table_insert(hosts, g_strdup(pair[0]), g_strdup(pair[1]));
	g_strfreev(pair);
}

/* ------------------------------------------------------------- events -- */

typedef struct { char *name; GHashTable *kv; } Event;
static GPtrArray *events;
static guint cursor;          /* first event that "wait" may still match */
static void script_poke(void);

static double now_ms(void) { return (g_get_monotonic_time() - t0) / 1000.0; }

static void json_str(GString *o, const char *s)
{
	g_string_append_c(o, '"');
	for (; s && *s; s++) {
		unsigned char c = *s;
		if (c == '"' || c == '\\') g_string_append_printf(o, "\\%c", c);
		else if (c == '\n') g_string_append(o, "\\n");
		else if (c == '\r') g_string_append(o, "\\r");
		else if (c == '\t') g_string_append(o, "\\t");
		else if (c < 0x20)  g_string_append_printf(o, "\\u%04x", c);
		else g_string_append_c(o, c);
	}
	g_string_append_c(o, '"');
}

void ev(const char *name, ...)
{
	GString *o = g_string_new(NULL);
	Event *e = g_new0(Event, 1);
	va_list ap;
	const char *k;

	e->name = g_strdup(name);
	e->kv = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_string_append_printf(o, "{\"t\":%.1f,\"ev\":", now_ms());
	json_str(o, name);
	va_start(ap, name);
	while ((k = va_arg(ap, const char *)) != NULL) {
		const char *v = va_arg(ap, const char *);
		if (!v) continue;
		g_string_append_c(o, ',');
		json_str(o, k);
		g_string_append_c(o, ':');
		json_str(o, v);
		g_hash_table_replace(e->kv, g_strdup(k), g_strdup(v));
	}
	va_end(ap);
	g_string_append(o, "}\n");
	fputs(o->str, stdout);
	fflush(stdout);
	if (debug_file) { fprintf(debug_file, "EVENT %s", o->str); fflush(debug_file); }
	g_string_free(o, TRUE);
	g_ptr_array_add(events, e);
	script_poke();
}

static char *num(char *buf, long v) { sprintf(buf, "%ld", v); return buf; }

static long proc_kb(const char *key)
{
	char line[256];
	long v = -1;
	FILE *f = fopen("/proc/self/status", "r");
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, key, strlen(key)) && line[strlen(key)] == ':')
			v = atol(line + strlen(key) + 1);
	if (f) fclose(f);
	return v;
}

/* --------------------------------------------------------- event loop -- */

typedef struct { PurpleInputFunction fn; gpointer data; } IoWatch;

static gboolean io_fire(GIOChannel *ch, GIOCondition c, gpointer p)
{
	IoWatch *w = p;
	PurpleInputCondition pc = 0;
	if (c & (G_IO_IN | G_IO_PRI | G_IO_HUP | G_IO_ERR)) pc |= PURPLE_INPUT_READ;
	if (c & (G_IO_OUT | G_IO_HUP | G_IO_ERR | G_IO_NVAL)) pc |= PURPLE_INPUT_WRITE;
	w->fn(w->data, g_io_channel_unix_get_fd(ch), pc);
	return TRUE;
}

static guint io_add(int fd, PurpleInputCondition c, PurpleInputFunction fn, gpointer data)
{
	GIOChannel *ch = g_io_channel_unix_new(fd);
	IoWatch *w = g_new(IoWatch, 1);
	GIOCondition gc = G_IO_ERR | G_IO_HUP | G_IO_NVAL;
	guint id;
	w->fn = fn; w->data = data;
	if (c & PURPLE_INPUT_READ)  gc |= G_IO_IN | G_IO_PRI;
	if (c & PURPLE_INPUT_WRITE) gc |= G_IO_OUT;
	id = g_io_add_watch_full(ch, G_PRIORITY_DEFAULT, gc, io_fire, w, g_free);
	g_io_channel_unref(ch);
	return id;
}

static PurpleEventLoopUiOps loop_ops = {
	.timeout_add = g_timeout_add, .timeout_remove = g_source_remove,
	.input_add = io_add, .input_remove = g_source_remove,
	.timeout_add_seconds = g_timeout_add_seconds,
};

/* -------------------------------------------------------------- debug -- */

static void debug_print(PurpleDebugLevel level, const char *cat, const char *arg)
{
	if (debug_file) {
		fprintf(debug_file, "[%9.1f] %s: %s", now_ms(), cat ? cat : "-", arg);
		fflush(debug_file);
	}
	if (sip_file && cat && !strcmp(cat, "sipe") && strstr(arg, "MESSAGE START")) {
		fputs(arg, sip_file);
		fflush(sip_file);
	}
}
static gboolean debug_on(PurpleDebugLevel level, const char *cat) { return TRUE; }
static PurpleDebugUiOps debug_ops = { .print = debug_print, .is_enabled = debug_on };

/* ------------------------------------------------------------- notify -- */

static void *n_message(PurpleNotifyMsgType type, const char *title, const char *p, const char *s)
{
	ev("notify", "level", type == PURPLE_NOTIFY_MSG_ERROR ? "error" :
	   type == PURPLE_NOTIFY_MSG_WARNING ? "warning" : "info",
	   "title", title, "primary", p, "secondary", s, NULL);
	return NULL;
}
static void *n_formatted(const char *title, const char *p, const char *s, const char *text)
{
	char *plain = text ? purple_markup_strip_html(text) : NULL;
	ev("notify", "level", "formatted", "title", title, "primary", p, "secondary", s, "text", plain, NULL);
	g_free(plain);
	return NULL;
}
static void *n_userinfo(PurpleConnection *gc, const char *who, PurpleNotifyUserInfo *ui)
{
	char *t = purple_notify_user_info_get_text_with_newline(ui, "\n");
	char *plain = purple_markup_strip_html(t);
	ev("userinfo", "who", who, "text", plain, NULL);
	g_free(plain); g_free(t);
	return NULL;
}
static void *n_uri(const char *uri) { ev("notify", "level", "uri", "text", uri, NULL); return NULL; }
static void *n_search(PurpleConnection *gc, const char *t, const char *p, const char *s,
		      PurpleNotifySearchResults *r, gpointer d)
{
	GList *row;
	char b[16];
	ev("search-results", "title", t, "primary", p, "secondary", s,
	   "rows", num(b, g_list_length(r->rows)), NULL);
	for (row = r->rows; row; row = row->next) {
		GString *l = g_string_new(NULL);
		GList *c;
		for (c = row->data; c; c = c->next)
			g_string_append_printf(l, "%s%s", l->len ? " | " : "", c->data ? (char *)c->data : "");
		ev("search-row", "text", l->str, NULL);
		g_string_free(l, TRUE);
	}
	return NULL;
}
static PurpleNotifyUiOps notify_ops = {
	.notify_message = n_message, .notify_formatted = n_formatted,
	.notify_userinfo = n_userinfo, .notify_uri = n_uri, .notify_searchresults = n_search,
};

/* ------------------------------------------------------------ request -- */
/* Every dialog is answered from an idle callback, never synchronously.   */

typedef struct {
	PurpleRequestType type;
	GCallback cb;
	void *user_data;
	PurpleRequestFields *fields;
	int choice;
	guint idle;
} Pending;

static GHashTable *form_values;     /* field id -> value for the next form */

static gboolean answer(gpointer p)
{
	Pending *r = p;
	r->idle = 0;
	if (r->cb) {
		if (r->type == PURPLE_REQUEST_ACTION)
			((PurpleRequestActionCb)r->cb)(r->user_data, r->choice);
		else
			((void (*)(void *, PurpleRequestFields *))r->cb)(r->user_data, r->fields);
	}
	purple_request_close(r->type, r);
	return FALSE;
}

static void *r_action_common(const char *title, const char *primary, const char *secondary,
			     void *user_data, size_t n, va_list actions)
{
	GString *labels = g_string_new(NULL);
	Pending *r = g_new0(Pending, 1);
	gboolean cert = (title && strstr(title, "ertificate")) || (primary && strstr(primary, "ertificate"));
	gboolean yes = cert ? opt_accept_cert : opt_accept_requests;
	if (cert && !yes) cert_refused = TRUE;      /* SIPE itself reports only network-error */
	char *chosen = NULL;
	size_t i;

	r->type = PURPLE_REQUEST_ACTION;
	r->user_data = user_data;
	for (i = 0; i < n; i++) {
		const char *l = va_arg(actions, const char *);
		GCallback cb = va_arg(actions, GCallback);
		gboolean positive = l && (strstr(l, "ccept") || strstr(l, "Yes") || strstr(l, "OK"));
		gboolean negative = l && (strstr(l, "eject") || strstr(l, "ecline") || strstr(l, "No") || strstr(l, "ancel"));
		g_string_append_printf(labels, "%s%s", i ? "|" : "", l ? l : "");
		if (!chosen && ((yes && positive) || (!yes && negative))) {
			r->cb = cb; r->choice = i; chosen = g_strdup(l);
		}
	}
	ev("request", "kind", cert ? "certificate" : "action", "title", title, "primary", primary,
	   "secondary", secondary, "choices", labels->str, "answer", chosen ? chosen : "(none)", NULL);
	g_free(chosen);
	g_string_free(labels, TRUE);
	r->idle = g_idle_add(answer, r);
	return r;
}
static void *r_action(const char *title, const char *primary, const char *secondary, int def,
		      PurpleAccount *a, const char *who, PurpleConversation *c, void *ud,
		      size_t n, va_list actions)
{ return r_action_common(title, primary, secondary, ud, n, actions); }
static void *r_action_icon(const char *title, const char *primary, const char *secondary, int def,
			   PurpleAccount *a, const char *who, PurpleConversation *c,
			   gconstpointer icon, gsize icon_size, void *ud, size_t n, va_list actions)
{ return r_action_common(title, primary, secondary, ud, n, actions); }

static void *r_fields(const char *title, const char *primary, const char *secondary,
		      PurpleRequestFields *fields, const char *ok, GCallback ok_cb,
		      const char *cancel, GCallback cancel_cb, PurpleAccount *a, const char *who,
		      PurpleConversation *c, void *user_data)
{
	Pending *r = g_new0(Pending, 1);
	gboolean filled = FALSE;
	if (form_values) {
		GHashTableIter it;
		gpointer k, v;
		g_hash_table_iter_init(&it, form_values);
		while (g_hash_table_iter_next(&it, &k, &v)) {
			PurpleRequestField *f = purple_request_fields_get_field(fields, k);
			if (f) { purple_request_field_string_set_value(f, v); filled = TRUE; }
		}
		g_hash_table_destroy(form_values);
		form_values = NULL;
	}
	r->type = PURPLE_REQUEST_FIELDS;
	r->user_data = user_data;
	r->fields = fields;
	r->cb = filled ? ok_cb : cancel_cb;
	ev("request", "kind", "fields", "title", title, "primary", primary,
	   "answer", filled ? ok : cancel, NULL);
	r->idle = g_idle_add(answer, r);
	return r;
}
static void r_close(PurpleRequestType type, void *h)
{
	Pending *r = h;
	if (!r) return;
	if (r->idle) g_source_remove(r->idle);
	if (r->fields) purple_request_fields_destroy(r->fields);
	g_free(r);
}
static PurpleRequestUiOps request_ops = {
	.request_action = r_action, .request_action_with_icon = r_action_icon,
	.request_fields = r_fields, .close_request = r_close,
};

/* ------------------------------------------------- account/connection -- */

static void *a_authorize(PurpleAccount *a, const char *who, const char *id, const char *alias,
			 const char *msg, gboolean on_list,
			 PurpleAccountRequestAuthorizationCb yes,
			 PurpleAccountRequestAuthorizationCb no, void *ud)
{
	ev("authorize", "who", who, "alias", alias, "message", msg,
	   "on-list", on_list ? "yes" : "no", "answer", opt_authorize ? "allow" : "deny", NULL);
	(opt_authorize ? yes : no)(ud);
	return NULL;
}
static void a_request_add(PurpleAccount *a, const char *who, const char *id, const char *alias, const char *msg)
{ ev("request-add", "who", who, "alias", alias, "message", msg, NULL); }
static PurpleAccountUiOps account_ops = { .request_authorize = a_authorize, .request_add = a_request_add };

static gboolean leave(gpointer p) { g_main_loop_quit(loop); return FALSE; }
static void finish(int code)
{
	if (quitting) return;
	quitting = TRUE;
	exit_code = code;
	g_idle_add(leave, NULL);
}

static void c_progress(PurpleConnection *gc, const char *text, size_t step, size_t count)
{
	char a[16], b[16];
	ev("connecting", "text", text, "step", num(a, step), "of", num(b, count), NULL);
}
static void c_reason(PurpleConnection *gc, PurpleConnectionError reason, const char *text)
{
	static const char *const names[] = {
		"network-error", "invalid-username", "authentication-failed",
		"authentication-impossible", "no-ssl-support", "encryption-error",
		"name-in-use", "invalid-settings", "cert-not-provided", "cert-untrusted",
		"cert-expired", "cert-not-activated", "cert-hostname-mismatch",
		"cert-fingerprint-mismatch", "cert-self-signed", "cert-other-error", "other-error" };
	ev("error", "reason", reason < G_N_ELEMENTS(names) ? names[reason] : "?", "text", text,
	   "fatal", purple_connection_error_is_fatal(reason) ? "yes" : "no", NULL);
	if (!opt_hold)
		finish(cert_refused ? RC_CERT : reason == 0 ? RC_NETWORK : (reason == 1 || reason == 2 || reason == 3) ? RC_AUTH :
		       (reason >= 8 && reason <= 15) ? RC_CERT : RC_OTHER);
}
static PurpleConnectionUiOps conn_ops = { .connect_progress = c_progress, .report_disconnect_reason = c_reason };

/* ------------------------------------------------------ conversations -- */

static char idbuf[16];
static const char *chat_id(PurpleConversation *c)
{ return num(idbuf, purple_conv_chat_get_id(PURPLE_CONV_CHAT(c))); }

static void v_write(PurpleConversation *c, const char *name, const char *alias, const char *msg,
		    PurpleMessageFlags flags, time_t t)
{
	char *plain = purple_markup_strip_html(msg);
	gboolean chat = purple_conversation_get_type(c) == PURPLE_CONV_TYPE_CHAT;
	if (flags & (PURPLE_MESSAGE_SYSTEM | PURPLE_MESSAGE_ERROR))
		ev("conv-note", "conv", purple_conversation_get_name(c), "chat", chat ? chat_id(c) : NULL,
		   "level", flags & PURPLE_MESSAGE_ERROR ? "error" : "system", "text", plain, NULL);
	g_free(plain);
}
static void v_add(PurpleConversation *c, GList *l, gboolean fresh)
{
	for (; l; l = l->next) {
		PurpleConvChatBuddy *b = l->data;
		char f[16];
		ev("chat-user", "chat", chat_id(c), "who", b->name, "alias", b->alias,
		   "op", b->flags & PURPLE_CBFLAGS_OP ? "yes" : "no", "flags", num(f, b->flags), NULL);
	}
}
static void v_del(PurpleConversation *c, GList *l)
{ for (; l; l = l->next) ev("chat-user-left", "chat", chat_id(c), "who", l->data, NULL); }
static void v_upd(PurpleConversation *c, const char *who)
{
	PurpleConvChatBuddyFlags f = purple_conv_chat_user_get_flags(PURPLE_CONV_CHAT(c), who);
	ev("chat-user-update", "chat", chat_id(c), "who", who, "op", f & PURPLE_CBFLAGS_OP ? "yes" : "no", NULL);
}
static PurpleConversationUiOps conv_ops = {
	.write_conv = v_write, .chat_add_users = v_add, .chat_remove_users = v_del, .chat_update_user = v_upd,
};

/* ------------------------------------------------------------ signals -- */

static void s_signed_on(PurpleConnection *gc)
{
	char a[16], b[16];
	signed_on = TRUE;
	ev("signed-on", "rss-kb", num(a, proc_kb("VmRSS")), "peak-kb", num(b, proc_kb("VmHWM")), NULL);
}
static void s_signed_off(PurpleConnection *gc)
{
	signed_on = FALSE;
	ev("signed-off", NULL);
	if (!quitting && !opt_hold) finish(exit_code ? exit_code : RC_NETWORK);
}
static void s_im(PurpleAccount *a, char *who, char *msg, PurpleConversation *c, PurpleMessageFlags f)
{
	char *plain = purple_markup_strip_html(msg);
	ev("im", "from", who, "text", plain, "html", msg, NULL);
	g_free(plain);
}
static void s_sent(PurpleAccount *a, const char *who, const char *msg)
{ ev("im-sent", "to", who, "text", msg, NULL); }
static void s_typing(PurpleAccount *a, const char *who, gpointer p) { ev("typing", "who", who, "state", p, NULL); }
static void s_chat_in(PurpleAccount *a, char *who, char *msg, PurpleConversation *c, PurpleMessageFlags f)
{
	char *plain = purple_markup_strip_html(msg);
	char **me = g_strsplit(purple_account_get_username(account), ",", 2);
	gboolean own = (f & PURPLE_MESSAGE_SEND) || (who && g_str_has_suffix(who, me[0]));
	ev(own ? "chat-sent" : "chat-msg", "chat", chat_id(c), "from", who, "text", plain, "html", msg, NULL);
	g_strfreev(me);
	g_free(plain);
}
static void s_chat_joined(PurpleConversation *c)
{ ev("chat-joined", "chat", chat_id(c), "name", purple_conversation_get_name(c), NULL); }
static void s_chat_left(PurpleConversation *c)
{ ev("chat-left", "chat", chat_id(c), "name", purple_conversation_get_name(c), NULL); }
static void s_topic(PurpleConversation *c, const char *who, const char *topic)
{ ev("chat-topic", "chat", chat_id(c), "who", who, "topic", topic, NULL); }

static void buddy_event(const char *name, PurpleBuddy *b)
{
	PurpleStatus *s = purple_presence_get_active_status(purple_buddy_get_presence(b));
	PurpleGroup *g = purple_buddy_get_group(b);
	PurplePluginProtocolInfo *pi = PURPLE_PLUGIN_PROTOCOL_INFO(purple_find_prpl("prpl-sipe"));
	char *text = (signed_on && !quitting && pi->status_text && purple_account_is_connected(account)) ?
		pi->status_text(b) : NULL;
	const char *note = purple_status_get_attr_string(s, "message");
	ev(name, "who", purple_buddy_get_name(b), "alias", purple_buddy_get_alias(b),
	   "group", g ? purple_group_get_name(g) : NULL, "status", purple_status_get_id(s),
	   "status-name", purple_status_get_name(s), "text", text, "note", note, NULL);
	g_free(text);
}
static void s_b_added(PurpleBuddy *b) { buddy_event("buddy-added", b); }
static void s_b_removed(PurpleBuddy *b) { ev("buddy-removed", "who", purple_buddy_get_name(b), NULL); }
static void s_b_status(PurpleBuddy *b, PurpleStatus *o, PurpleStatus *n) { buddy_event("presence", b); }
static void s_b_on(PurpleBuddy *b) { buddy_event("buddy-online", b); }
static void s_b_off(PurpleBuddy *b) { buddy_event("buddy-offline", b); }
static void s_acct_status(PurpleAccount *a, PurpleStatus *o, PurpleStatus *n)
{ ev("own-status", "status", purple_status_get_id(n), "note", purple_status_get_attr_string(n, "message"), NULL); }
static void s_node_alias(PurpleBlistNode *n, const char *old)
{ if (PURPLE_BLIST_NODE_IS_BUDDY(n)) buddy_event("buddy-alias", (PurpleBuddy *)n); }

/* ----------------------------------------------------- file transfer -- */
/* "files DIR" takes every offered file into that folder; otherwise the question is answered like all others (no) */
static char *files_dir;
static PurpleXfer *newest_file;

static void file_event(const char *name, PurpleXfer *x)
{
	char size[24], sent[24];
	ev(name, "who", purple_xfer_get_remote_user(x), "file", purple_xfer_get_filename(x),
	   "size", num(size, purple_xfer_get_size(x)), "moved", num(sent, purple_xfer_get_bytes_sent(x)), NULL);
}
static void f_new(PurpleXfer *x) { newest_file = x; }
static void f_destroy(PurpleXfer *x) { if (newest_file == x) newest_file = NULL; }
static void f_progress(PurpleXfer *x, double percent)
{
	/* libpurple 2.14.12 waits for the plugin to say that a file is complete, SIPE for libpurple: both for ever */
	if (purple_xfer_get_type(x) == PURPLE_XFER_RECEIVE && purple_xfer_get_bytes_remaining(x) == 0 &&
	    purple_xfer_get_status(x) == PURPLE_XFER_STATUS_STARTED)
		purple_xfer_set_completed(x, TRUE);
	if (percent <= 0 || x->ui_data) return;      /* once each is enough */
	x->ui_data = x;
	file_event("file-moving", x);
}
static PurpleXferUiOps file_ops = { .new_xfer = f_new, .destroy = f_destroy, .update_progress = f_progress };

static void s_f_offered(PurpleXfer *x, gpointer p)
{
	file_event("file-offered", x);
	if (files_dir) {
		char *path = g_build_filename(files_dir, purple_xfer_get_filename(x), NULL);
		purple_xfer_request_accepted(x, path);
		g_free(path);
	}
}
static void s_f_event(PurpleXfer *x, const char *name) { file_event(name, x); }
/* SIPE asks a sender's socket whether the receiver has had enough, and waits for ever where that socket waits: it must not */
static gboolean not_blocking(gpointer p)
{
	if (newest_file == p && newest_file->fd > 0)
		fcntl(newest_file->fd, F_SETFL, fcntl(newest_file->fd, F_GETFL, 0) | O_NONBLOCK);
	return FALSE;
}
static void s_f_sending(PurpleXfer *x, gpointer p)
{
	file_event("file-send-start", x);
	g_idle_add_full(G_PRIORITY_HIGH, not_blocking, x, NULL);
}

static void hook_signals(void)
{
	static int h;
	void *conv = purple_conversations_get_handle(), *bl = purple_blist_get_handle();
	void *con = purple_connections_get_handle(), *acc = purple_accounts_get_handle();
#define ON(i, n, f) purple_signal_connect(i, n, &h, PURPLE_CALLBACK(f), NULL)
	ON(con, "signed-on", s_signed_on);
	ON(con, "signed-off", s_signed_off);
	ON(conv, "received-im-msg", s_im);
	ON(conv, "sent-im-msg", s_sent);
	ON(conv, "received-chat-msg", s_chat_in);
	ON(conv, "chat-joined", s_chat_joined);
	ON(conv, "chat-left", s_chat_left);
	ON(conv, "chat-topic-changed", s_topic);
	purple_signal_connect(conv, "buddy-typing", &h, PURPLE_CALLBACK(s_typing), "typing");
	purple_signal_connect(conv, "buddy-typing-stopped", &h, PURPLE_CALLBACK(s_typing), "stopped");
	ON(bl, "buddy-added", s_b_added);
	ON(bl, "buddy-removed", s_b_removed);
	ON(bl, "buddy-status-changed", s_b_status);
	ON(bl, "buddy-signed-on", s_b_on);
	ON(bl, "buddy-signed-off", s_b_off);
	ON(bl, "blist-node-aliased", s_node_alias);
	ON(acc, "account-status-changed", s_acct_status);
	ON(purple_xfers_get_handle(), "file-recv-request", s_f_offered);
	ON(purple_xfers_get_handle(), "file-send-start", s_f_sending);
#define FILE_EVENT(n) purple_signal_connect(purple_xfers_get_handle(), n, &h, PURPLE_CALLBACK(s_f_event), (gpointer)n)
	FILE_EVENT("file-recv-complete");
	FILE_EVENT("file-recv-cancel");
	FILE_EVENT("file-send-complete");
	FILE_EVENT("file-send-cancel");
#undef FILE_EVENT
#undef ON
}

/* ----------------------------------------------------------- commands -- */

static PurplePlugin *prpl(void) { return purple_find_prpl("prpl-sipe"); }

/* run an entry of the account's action menu, e.g. "Join scheduled conference..." */
static gboolean run_action(const char *prefix, gboolean list_only)
{
	PurplePlugin *p = prpl();
	PurpleConnection *gc = purple_account_get_connection(account);
	GList *l, *all = PURPLE_PLUGIN_ACTIONS(p, gc);
	gboolean done = FALSE;
	for (l = all; l; l = l->next) {
		PurplePluginAction *a = l->data;
		if (!a) continue;
		a->plugin = p; a->context = gc;
		if (list_only) ev("action", "label", a->label, NULL);
		else if (!done && g_str_has_prefix(a->label, prefix)) { a->callback(a); done = TRUE; }
		purple_plugin_action_free(a);
	}
	g_list_free(all);
	return list_only || done;
}

static PurpleConversation *find_chat(const char *id)
{
	GList *l;
	for (l = purple_get_chats(); l; l = l->next)
		if (!id || !strcmp(id, "-") || atoi(id) == purple_conv_chat_get_id(PURPLE_CONV_CHAT((PurpleConversation *)l->data)))
			return l->data;
	return NULL;
}

static gboolean node_menu(PurpleBlistNode *node, const char *label)
{
	GList *l, *m = PURPLE_PLUGIN_PROTOCOL_INFO(prpl())->blist_node_menu(node);
	gboolean done = FALSE;
	for (l = m; l; l = l->next) {
		PurpleMenuAction *a = l->data;
		if (!a) continue;
		if (!label) ev("menu", "label", a->label, NULL);
		else if (!done && g_str_has_prefix(a->label, label) && a->callback) {
			((void (*)(PurpleBlistNode *, gpointer))a->callback)(node, a->data);
			done = TRUE;
		}
	}
	return done || !label;
}

static char *sip(const char *who) { return g_str_has_prefix(who, "sip:") ? g_strdup(who) : g_strconcat("sip:", who, NULL); }

/* ---- script ---- */
static GQueue *script;
static gboolean running, sleeping;
static guint wait_timer;
static char **wait_words;
static gboolean stdin_open;
static gboolean script_step(gpointer);
static gboolean step_queued;

static void script_poke(void)
{
	if (script && !step_queued && !quitting) { step_queued = TRUE; g_idle_add(script_step, NULL); }
}
static gboolean wait_match(void)
{
	for (; cursor < events->len; cursor++) {
		Event *e = g_ptr_array_index(events, cursor);
		char **w;
		gboolean ok = !strcmp(e->name, wait_words[1]);
		for (w = wait_words + 2; ok && *w; w++) {
			char *eq = strpbrk(*w, "=~"), *key;
			const char *v;
			if (!eq) continue;             /* timeout number */
			key = g_strndup(*w, eq - *w);
			v = g_hash_table_lookup(e->kv, key);
			ok = v && (*eq == '=' ? !strcmp(v, eq + 1) : strstr(v, eq + 1) != NULL);
			g_free(key);
		}
		if (ok) { cursor++; return TRUE; }
	}
	return FALSE;
}
static void wait_end(void)
{
	if (wait_timer) g_source_remove(wait_timer);
	wait_timer = 0;
	g_strfreev(wait_words);
	wait_words = NULL;
}
static gboolean wait_expired(gpointer p)
{
	char *j = g_strjoinv(" ", wait_words);
	wait_timer = 0;
	ev("wait-failed", "what", j, NULL);
	g_free(j);
	wait_end();
	finish(RC_WAIT);
	return FALSE;
}
static gboolean sleep_over(gpointer p) { sleeping = FALSE; script_poke(); return FALSE; }

static char *rest(const char *line, int skip)    /* text after <skip> words */
{
	while (skip--) { while (*line && *line != ' ') line++; while (*line == ' ') line++; }
	return (char *)line;
}

static int command(const char *line)
{
	char **w = g_strsplit_set(line, " ", -1), **i, **o;
	PurpleConnection *gc = purple_account_get_connection(account);
	int rc = RC_OK, n = 0;

	for (i = o = w; *i; i++) if (**i) *o++ = *i; else g_free(*i);
	*o = NULL;
	for (i = w; *i; i++) n++;
	if (!n || w[0][0] == '#') { g_strfreev(w); return RC_OK; }
	ev("command", "line", line, NULL);

#define IS(name, min) (!strcmp(w[0], name) && n > (min))
	if (IS("sleep", 1)) {
		sleeping = TRUE;
		g_timeout_add(atoi(w[1]), sleep_over, NULL);
	} else if (IS("wait", 1)) {
		int ms = 10000;
		for (i = w + 2; *i; i++) if (!strpbrk(*i, "=~")) ms = atoi(*i);
		wait_words = g_strdupv(w);
		wait_timer = g_timeout_add(ms, wait_expired, NULL);
	} else if (IS("mark", 0)) {                 /* later waits ignore what happened so far */
		cursor = events->len;
	} else if (IS("quit", 0)) {
		finish(n > 1 ? atoi(w[1]) : RC_OK);
	} else if (!gc || !purple_account_is_connected(account)) {
		ev("command-failed", "why", "not signed on", NULL);
		rc = RC_COMMAND;
	} else if (IS("status", 1)) {
		char *msg = rest(line, 2);
		PurpleStatusType *t = purple_account_get_status_type(account, w[1]);
		if (!t) { ev("command-failed", "why", "no such status", NULL); rc = RC_COMMAND; }
		else if (*msg) purple_account_set_status(account, w[1], TRUE, "message", msg, NULL);
		else purple_account_set_status(account, w[1], TRUE, NULL);
	} else if (IS("statuses", 0)) {
		GList *l = purple_account_get_status_types(account);
		for (; l; l = l->next)
			ev("status-type", "id", purple_status_type_get_id(l->data),
			   "name", purple_status_type_get_name(l->data),
			   "settable", purple_status_type_is_user_settable(l->data) ? "yes" : "no", NULL);
	} else if (IS("im", 2)) {
		char *who = sip(w[1]);
		PurpleConversation *c = purple_find_conversation_with_account(PURPLE_CONV_TYPE_IM, who, account);
		if (!c) c = purple_conversation_new(PURPLE_CONV_TYPE_IM, account, who);
		purple_conv_im_send(PURPLE_CONV_IM(c), rest(line, 2));
		g_free(who);
	} else if (IS("files", 1)) {
		g_free(files_dir);
		files_dir = strcmp(w[1], "decline") ? g_strdup(rest(line, 1)) : NULL;
	} else if (IS("sendfile", 2)) {
		char *who = sip(w[1]);
		serv_send_file(gc, who, rest(line, 2));
		g_free(who);
	} else if (IS("stopfile", 0)) {
		if (newest_file) purple_xfer_cancel_local(newest_file); else rc = RC_COMMAND;
	} else if (IS("typing", 1)) {
		char *who = sip(w[1]);
		serv_send_typing(gc, who, PURPLE_TYPING);
		g_free(who);
	} else if (IS("close", 1)) {
		char *who = sip(w[1]);
		PurpleConversation *c = purple_find_conversation_with_account(PURPLE_CONV_TYPE_IM, who, account);
		if (c) purple_conversation_destroy(c);
		g_free(who);
	} else if (IS("add", 1)) {
		char *who = sip(w[1]);
		PurpleGroup *g = purple_group_new(n > 2 ? rest(line, 2) : "Other Contacts");
		PurpleBuddy *b = purple_buddy_new(account, who, NULL);
		purple_blist_add_buddy(b, NULL, g, NULL);
		purple_account_add_buddy(account, b);
		g_free(who);
	} else if (IS("remove", 1)) {
		char *who = sip(w[1]);
		PurpleBuddy *b = purple_find_buddy(account, who);
		if (b) {
			purple_account_remove_buddy(account, b, purple_buddy_get_group(b));
			purple_blist_remove_buddy(b);
		} else rc = RC_COMMAND;
		g_free(who);
	} else if (IS("info", 1)) {
		char *who = sip(w[1]);
		serv_get_info(gc, who);
		g_free(who);
	} else if (IS("list", 0)) {
		GSList *l, *all = purple_find_buddies(account, NULL);
		for (l = all; l; l = l->next) buddy_event("buddy", l->data);
		g_slist_free(all);
	} else if (IS("join", 1) || IS("join-id", 2)) {
		form_values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
		if (!strcmp(w[0], "join"))
			g_hash_table_insert(form_values, g_strdup("meetingLocation"), g_strdup(w[1]));
		else {
			g_hash_table_insert(form_values, g_strdup("meetingOrganizer"), g_strdup(w[1]));
			g_hash_table_insert(form_values, g_strdup("meetingID"), g_strdup(w[2]));
		}
		if (!run_action("Join scheduled conference", FALSE)) rc = RC_COMMAND;
	} else if (IS("actions", 0)) {
		run_action(NULL, TRUE);
	} else if (IS("action", 1)) {
		if (!run_action(rest(line, 1), FALSE)) rc = RC_COMMAND;
	} else if (IS("menu", 1) || IS("newchat", 1)) {
		char *who = sip(w[1]);
		PurpleBuddy *b = purple_find_buddy(account, who);
		const char *label = !strcmp(w[0], "newchat") ? "New chat" : n > 2 ? rest(line, 2) : NULL;
		if (!b || !node_menu((PurpleBlistNode *)b, label)) {
			ev("command-failed", "why", b ? "no such menu entry" : "not a buddy", NULL);
			rc = RC_COMMAND;
		}
		g_free(who);
	} else if (IS("say", 2)) {
		PurpleConversation *c = find_chat(w[1]);
		if (c) purple_conv_chat_send(PURPLE_CONV_CHAT(c), rest(line, 2)); else rc = RC_COMMAND;
	} else if (IS("invite", 2)) {
		PurpleConversation *c = find_chat(w[1]);
		char *who = sip(w[2]);
		if (c) serv_chat_invite(gc, purple_conv_chat_get_id(PURPLE_CONV_CHAT(c)), "", who); else rc = RC_COMMAND;
		g_free(who);
	} else if (IS("leave", 1)) {
		PurpleConversation *c = find_chat(w[1]);
		if (c) purple_conversation_destroy(c); else rc = RC_COMMAND;
	} else if (IS("chatmenu", 1)) {             /* Lock, Unlock, Meeting entry info, Join conference call */
		PurpleConversation *c = find_chat(w[1]);
		rc = RC_COMMAND;
		if (c) {
			GHashTable *comp = g_hash_table_new(g_str_hash, g_str_equal);
			PurpleChat *ch;
			g_hash_table_insert(comp, "_conv", c);
			ch = purple_chat_new(account, purple_conversation_get_name(c), comp);
			if (node_menu((PurpleBlistNode *)ch, n > 2 ? rest(line, 2) : NULL)) rc = RC_OK;
		}
	} else if (IS("roster", 1)) {
		PurpleConversation *c = find_chat(w[1]);
		if (c) v_add(c, purple_conv_chat_get_users(PURPLE_CONV_CHAT(c)), FALSE); else rc = RC_COMMAND;
	} else if (IS("call", 1)) {
		char *who = sip(w[1]);
		ev("call", "started", purple_prpl_initiate_media(account, who, PURPLE_MEDIA_AUDIO) ? "yes" : "no", NULL);
		g_free(who);
	} else if (IS("digit", 1)) {
		if (!media_digit(*w[1])) rc = RC_COMMAND;
	} else if (media_command(w[0])) {
		/* done */
	} else {
		ev("command-failed", "why", "unknown command or too few words", NULL);
		rc = RC_COMMAND;
	}
	g_strfreev(w);
	return rc;
}

static gboolean script_step(gpointer p)
{
	step_queued = FALSE;
	if (quitting || sleeping) return FALSE;
	if (!running && !(running = opt_early || signed_on)) return FALSE;
	if (wait_words) {
		if (!wait_match()) return FALSE;
		wait_end();
	}
	while (!quitting && !sleeping && !wait_words) {
		char *line = g_queue_pop_head(script);
		int rc;
		if (!line) {
			if (!stdin_open && !opt_hold) finish(RC_OK);
			return FALSE;
		}
		rc = command(line);
		g_free(line);
		if (rc && !stdin_open) finish(rc);
		if (wait_words) script_poke();
	}
	return FALSE;
}

static gboolean stdin_line(GIOChannel *ch, GIOCondition c, gpointer p)
{
	char *line = NULL;
	GIOStatus s = g_io_channel_read_line(ch, &line, NULL, NULL, NULL);
	if (s == G_IO_STATUS_NORMAL && line) {
		g_queue_push_tail(script, g_strdup(g_strchomp(line)));
		g_free(line);
		script_poke();
		return TRUE;
	}
	g_free(line);
	if (s == G_IO_STATUS_EOF || s == G_IO_STATUS_ERROR) {
		stdin_open = FALSE;
		script_poke();
		return FALSE;
	}
	return TRUE;
}

/* --------------------------------------------------------------- main -- */

static void ui_init(void)
{
	purple_conversations_set_ui_ops(&conv_ops);
	purple_notify_set_ui_ops(&notify_ops);
	purple_request_set_ui_ops(&request_ops);
	purple_connections_set_ui_ops(&conn_ops);
	purple_accounts_set_ui_ops(&account_ops);
	purple_xfers_set_ui_ops(&file_ops);
}
static PurpleCoreUiOps core_ops = { .ui_prefs_init = NULL, .debug_ui_init = NULL, .ui_init = ui_init };

static gboolean overall_timeout(gpointer p)
{
	ev("timeout", "signed-on", signed_on ? "yes" : "no", NULL);
	finish(RC_TIMEOUT);
	return FALSE;
}
static gboolean on_term(gpointer p) { ev("signal", NULL); finish(RC_OK); return TRUE; }

static void usage(void)
{
	fputs(
"usage: sipe-drive --user ADDR --server HOST:PORT [options] [--do COMMAND]...\n"
" account   --user alice@lab.test   --login 'LAB\\alice'|alice|alice@lab.test\n"
"           --password PW | --password-env NAME    --sso\n"
"           --server HOST[:PORT]  (absent: SIPE's own discovery)\n"
"           --transport auto|tls|tcp (default tls)  --auth auto|ntlm|krb5|tls-dsk (default ntlm)\n"
"           --user-agent TEXT  --status ID (initial, default available)\n"
"           --set KEY=VALUE (any prpl-sipe string option)  --flag KEY=0|1 (boolean option)\n"
" place     --host NAME=ADDRESS (repeatable: answers instead of DNS)  --plugins DIR (repeatable)\n"
" trust     --ca-dir DIR (*.pem roots)   --accept-cert (take any certificate, reported)\n"
" script    --do CMD (repeatable)  --stdin  --early (start before sign-in)  --hold (stay at the end)\n"
"           --timeout SEC (default 60)\n"
" sound     --heard FILE (takes calls: 16 bit samples, 8000 a second)  --tone HERTZ (default 440)\n"
"           --wall ADDRESS (datagrams to this one alone, as through a relay)\n"
" logs      --debug FILE  --sip-log FILE (SIP and HTTP messages only)  --home DIR\n"
" policy    --accept-requests (answer Accept/Yes to invitations)  --deny-watchers\n"
"commands: status ID [NOTE] | statuses | im WHO TEXT | files DIR|decline | sendfile WHO PATH | stopfile | typing WHO | close WHO | add WHO [GROUP]\n"
"  remove WHO | info WHO | list | join URI | join-id ORGANIZER ID | newchat WHO | menu WHO [LABEL]\n"
"  say CHAT TEXT | invite CHAT WHO | roster CHAT | chatmenu CHAT [LABEL] | leave CHAT | call WHO\n"
"  accept | decline | hangup | hold | resume | mute | unmute | digit DIGIT (the newest call; with --heard)\n"
"  actions | action LABEL | sleep MS | wait EVENT [key=value|key~part]... [MS] | mark | quit [CODE]\n"
"  (CHAT is a number from chat-joined, or - for the newest)\n"
"exit: 0 ok 2 usage 3 network 4 authentication 5 certificate 6 timeout 7 wait failed 8 command failed 9 other\n", stderr);
	exit(RC_USAGE);
}

int main(int argc, char **argv)
{
	const char *user = NULL, *login = NULL, *password = NULL, *server = "", *transport = "tls",
		*auth = "ntlm", *ua = NULL, *ca_dir = NULL, *home = NULL, *debug = NULL, *siplog = NULL,
		*status = "available", *heard = NULL;
	double hertz = 440;
	gboolean sso = FALSE;
	int timeout = 60, i;
	GPtrArray *set = g_ptr_array_new(), *flag = g_ptr_array_new();
	char *tmp_home = NULL, *name, a[16], b[16];
	struct rusage ru;

	t0 = g_get_monotonic_time();
	if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "");
	events = g_ptr_array_new();
	script = g_queue_new();
	hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	lookups = g_hash_table_new(NULL, NULL);

	for (i = 1; i < argc; i++) {
		const char *o = argv[i];
#define ARG (i + 1 < argc ? argv[++i] : (usage(), NULL))
		if (!strcmp(o, "--user")) user = ARG;
		else if (!strcmp(o, "--login")) login = ARG;
		else if (!strcmp(o, "--password")) password = ARG;
		else if (!strcmp(o, "--password-env")) password = getenv(ARG);
		else if (!strcmp(o, "--server")) server = ARG;
		else if (!strcmp(o, "--host")) add_host(ARG);
		else if (!strcmp(o, "--plugins")) purple_plugins_add_search_path(ARG);
		else if (!strcmp(o, "--transport")) transport = ARG;
		else if (!strcmp(o, "--auth")) auth = ARG;
		else if (!strcmp(o, "--user-agent")) ua = ARG;
		else if (!strcmp(o, "--status")) status = ARG;
		else if (!strcmp(o, "--sso")) sso = TRUE;
		else if (!strcmp(o, "--set")) g_ptr_array_add(set, ARG);
		else if (!strcmp(o, "--flag")) g_ptr_array_add(flag, ARG);
		else if (!strcmp(o, "--ca-dir")) ca_dir = ARG;
		else if (!strcmp(o, "--accept-cert")) opt_accept_cert = TRUE;
		else if (!strcmp(o, "--accept-requests")) opt_accept_requests = TRUE;
		else if (!strcmp(o, "--deny-watchers")) opt_authorize = FALSE;
		else if (!strcmp(o, "--tone")) hertz = atof(ARG);
		else if (!strcmp(o, "--heard")) heard = ARG;
		else if (!strcmp(o, "--wall")) media_wall(ARG);
		else if (!strcmp(o, "--do")) g_queue_push_tail(script, g_strdup(ARG));
		else if (!strcmp(o, "--stdin")) opt_stdin = TRUE;
		else if (!strcmp(o, "--early")) opt_early = TRUE;
		else if (!strcmp(o, "--hold")) opt_hold = TRUE;
		else if (!strcmp(o, "--timeout")) timeout = atoi(ARG);
		else if (!strcmp(o, "--debug")) debug = ARG;
		else if (!strcmp(o, "--sip-log")) siplog = ARG;
		else if (!strcmp(o, "--home")) home = ARG;
		else usage();
	}
	if (!user) usage();
	if (debug && !(debug_file = fopen(debug, "w"))) { perror(debug); return RC_USAGE; }
	if (siplog && !(sip_file = fopen(siplog, "w"))) { perror(siplog); return RC_USAGE; }

	if (!home) {
		home = tmp_home = g_build_filename(g_get_tmp_dir(), "sipe-drive-XXXXXX", NULL);
		if (!mkdtemp(tmp_home)) { perror("mkdtemp"); return RC_USAGE; }
	} else g_mkdir_with_parents(home, 0700);

	signal(SIGPIPE, SIG_IGN);
	loop = g_main_loop_new(NULL, FALSE);
	g_unix_signal_add(SIGTERM, on_term, NULL);
	g_unix_signal_add(SIGINT, on_term, NULL);

	purple_util_set_user_dir(home);
	purple_debug_set_enabled(FALSE);            /* no copy on stdout */
	purple_debug_set_verbose(debug || siplog);
	purple_debug_set_unsafe(debug || siplog);   /* SIPE prints whole messages and keys only when unsafe */
	if (debug || siplog) purple_debug_set_ui_ops(&debug_ops);
	purple_core_set_ui_ops(&core_ops);
	purple_eventloop_set_ui_ops(&loop_ops);
	purple_dnsquery_set_ui_ops(&dns_ops);
	if (!purple_core_init(UI_ID)) { fputs("purple_core_init failed\n", stderr); return RC_OTHER; }
	purple_set_blist(purple_blist_new());
	purple_prefs_set_bool("/purple/away/away_when_idle", FALSE);
	purple_prefs_set_bool("/purple/logging/log_ims", FALSE);
	purple_prefs_set_bool("/purple/logging/log_chats", FALSE);
	purple_prefs_set_bool("/purple/logging/log_system", FALSE);
	if (ca_dir) purple_certificate_add_ca_search_path(ca_dir);
	hook_signals();
	if (heard) media_init(hertz, heard);
	if (!prpl()) { fputs("protocol plugin prpl-sipe not found (apt-get install pidgin-sipe)\n", stderr); return RC_OTHER; }

	name = g_strdup_printf("%s,%s", user, login ? login : "");
	account = purple_account_new(name, "prpl-sipe");
	if (password) purple_account_set_password(account, password);
	purple_account_set_string(account, "server", server);
	purple_account_set_string(account, "transport", transport);
	purple_account_set_string(account, "authentication", auth);
	if (ua) purple_account_set_string(account, "useragent", ua);
	purple_account_set_bool(account, "sso", sso);
	purple_account_set_bool(account, "dont-publish", TRUE);   /* no Exchange calendar look-up */
	for (i = 0; i < (int)set->len; i++) {
		char **kv = g_strsplit(g_ptr_array_index(set, i), "=", 2);
		if (kv[0] && kv[1]) purple_account_set_string(account, kv[0], kv[1]);
		g_strfreev(kv);
	}
	for (i = 0; i < (int)flag->len; i++) {
		char **kv = g_strsplit(g_ptr_array_index(flag, i), "=", 2);
		if (kv[0] && kv[1]) purple_account_set_bool(account, kv[0], atoi(kv[1]));
		g_strfreev(kv);
	}
	purple_accounts_add(account);
	ev("start", "user", user, "server", server, "transport", transport, "auth", auth,
	   "libpurple", purple_core_get_version(), "sipe", prpl()->info->version, NULL);

	if (opt_stdin) {
		GIOChannel *ch = g_io_channel_unix_new(0);
		stdin_open = TRUE;
		g_io_add_watch(ch, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_line, NULL);
	}
	if (timeout > 0) g_timeout_add_seconds(timeout, overall_timeout, NULL);

	purple_account_set_enabled(account, UI_ID, TRUE);
	purple_savedstatus_activate(purple_savedstatus_new(NULL,
		!strcmp(status, "invisible") ? PURPLE_STATUS_INVISIBLE :
		!strcmp(status, "away") ? PURPLE_STATUS_AWAY : PURPLE_STATUS_AVAILABLE));
	g_main_loop_run(loop);

	quitting = TRUE;
	if (purple_account_is_connected(account)) {
		purple_account_disconnect(account);      /* un-REGISTER, BYE, unsubscribe */
		ev("disconnected", NULL);
	}
	getrusage(RUSAGE_SELF, &ru);
	ev("exit", "code", num(a, exit_code), "peak-kb", num(b, ru.ru_maxrss), NULL);
	purple_core_quit();
	if (tmp_home) {
		char *cmd = g_strdup_printf("rm -rf '%s'", tmp_home);
		if (system(cmd)) { /* leftovers there are harmless */ }
		g_free(cmd);
	}
	return exit_code;
}

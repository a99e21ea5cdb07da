/*
 * The sound of sipe-drive: a tone for a microphone, a file for a loudspeaker.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * libpurple makes the calls' pipelines with farstream and libnice; this file only gives it their two ends, and answers.
 */
#define _GNU_SOURCE
#include "sipe-drive.h"

#include <purple.h>
#include <media-gst.h>

#include <arpa/inet.h>
#include <dlfcn.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

static PurpleMedia *newest_call;
static double tone_hertz;
static char *heard_file;

/* ------------------------------------------------------- loopback only -- */
/*
 * libnice takes no loopback address for its candidates, and a test is to use no other. Because the program is linked with -rdynamic this
 * definition is found before the C library's own: the loopback interfaces do not say what they are, and all others are down. Nor is there IPv6: SIPE
 * writes none of it into its descriptions, but libnice would use it, and SIPE then has no address to describe ("c=IN IP4 (null)").
 */
int getifaddrs(struct ifaddrs **list)
{
	static int (*real)(struct ifaddrs **);
	struct ifaddrs *at;
	int result;

	if (!real) real = (int (*)(struct ifaddrs **))dlsym(RTLD_NEXT, "getifaddrs");
	if ((result = real(list)) != 0) return result;
	for (at = *list; at; at = at->ifa_next) {
		gboolean wanted = (at->ifa_flags & IFF_LOOPBACK) && at->ifa_addr && at->ifa_addr->sa_family == AF_INET;
		at->ifa_flags &= wanted ? ~IFF_LOOPBACK : ~IFF_UP;
	}
	return 0;
}

/* --------------------------------------------------------------- wall -- */
/*
 * With --wall ADDRESS no datagram gets out but to that address, as from behind a wall that lets one relay be reached. Found before the C
 * library's own as above: GLib sends every datagram of libnice by this function.
 */
static in_addr_t beyond_wall;

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	static ssize_t (*real)(int, const struct msghdr *, int);
	const struct sockaddr_in *to = message->msg_name;
	ssize_t length = 0;
	size_t i;

	if (!real) real = (ssize_t (*)(int, const struct msghdr *, int))dlsym(RTLD_NEXT, "sendmsg");
	if (!beyond_wall || !to || to->sin_family != AF_INET || to->sin_addr.s_addr == beyond_wall) return real(fd, message, flags);
	for (i = 0; i < message->msg_iovlen; i++) length += message->msg_iov[i].iov_len;
	return length;
}

void media_wall(const char *address) { beyond_wall = inet_addr(address); }

/* --------------------------------------------------------------- ends -- */

static GstElement *microphone(PurpleMedia *media, const gchar *session, const gchar *who)
{
	/* 20 dB below full scale, and 20 ms at a time as from a microphone */
	char *text = g_strdup_printf("audiotestsrc is-live=true samplesperbuffer=160 freq=%f volume=0.1 ! audio/x-raw,rate=8000 ! audioconvert ! audioresample", tone_hertz);
	GstElement *bin = gst_parse_bin_from_description(text, TRUE, NULL);
	g_free(text);
	return bin;
}

static GstElement *loudspeaker(PurpleMedia *media, const gchar *session, const gchar *who)
{
	GstElement *bin = gst_parse_bin_from_description(
		"audioconvert ! audioresample ! audio/x-raw,format=S16LE,rate=8000,channels=1 ! "
		"filesink name=file sync=false async=false buffer-mode=unbuffered", TRUE, NULL);
	GstElement *file = bin ? gst_bin_get_by_name(GST_BIN(bin), "file") : NULL;
	if (file) {
		g_object_set(file, "location", heard_file, NULL);
		gst_object_unref(file);
	}
	return bin;
}

static void offer_end(const char *id, PurpleMediaElementType type, PurpleMediaElementCreateCallback create)
{
	purple_media_manager_set_active_element(purple_media_manager_get(),
		g_object_new(PURPLE_TYPE_MEDIA_ELEMENT_INFO, "id", id, "name", id, "type", PURPLE_MEDIA_ELEMENT_AUDIO | type, "create-cb", create, NULL));
}

/* -------------------------------------------------------------- calls -- */

static void m_state(PurpleMedia *media, PurpleMediaState state, gchar *session, gchar *who, gpointer p)
{
	static const char *const names[] = { "new", "connected", "end" };
	ev("media-state", "state", state < G_N_ELEMENTS(names) ? names[state] : "?", "session", session, "who", who, NULL);
	if (state == PURPLE_MEDIA_STATE_END && !session && media == newest_call) newest_call = NULL;
}

static void m_info(PurpleMedia *media, PurpleMediaInfoType info, gchar *session, gchar *who, gboolean local, gpointer p)
{
	static const char *const names[] = { "hangup", "accept", "reject", "mute", "unmute", "pause", "unpause", "hold", "unhold" };
	ev("media-info", "info", info < G_N_ELEMENTS(names) ? names[info] : "?", "session", session, "who", who, "local", local ? "yes" : "no", NULL);
}

static void m_pair(PurpleMedia *media, const gchar *session, const gchar *who, PurpleMediaCandidate *here, PurpleMediaCandidate *there, gpointer p)
{
	char component[16], here_port[16], there_port[16];
	g_snprintf(component, sizeof component, "%u", purple_media_candidate_get_component_id(here));
	g_snprintf(here_port, sizeof here_port, "%u", purple_media_candidate_get_port(here));
	g_snprintf(there_port, sizeof there_port, "%u", purple_media_candidate_get_port(there));
	ev("media-pair", "session", session, "component", component, "here", here_port, "there", there_port, NULL);
}

static void m_error(PurpleMedia *media, const gchar *text, gpointer p) { ev("media-error", "text", text, NULL); }

static gboolean m_new(PurpleMediaManager *manager, PurpleMedia *media, PurpleAccount *account, gchar *who, gpointer p)
{
	newest_call = media;
	ev("media-new", "who", who, NULL);
	g_signal_connect(media, "state-changed", G_CALLBACK(m_state), NULL);
	g_signal_connect(media, "stream-info", G_CALLBACK(m_info), NULL);
	g_signal_connect(media, "candidate-pair-established", G_CALLBACK(m_pair), NULL);
	g_signal_connect(media, "error", G_CALLBACK(m_error), NULL);
	return TRUE;
}

void media_init(double hertz, const char *file)
{
	PurpleMediaManager *manager = purple_media_manager_get();

	tone_hertz = hertz;
	heard_file = g_strdup(file);
	purple_media_manager_set_ui_caps(manager,
		PURPLE_MEDIA_CAPS_AUDIO | PURPLE_MEDIA_CAPS_AUDIO_SINGLE_DIRECTION | PURPLE_MEDIA_CAPS_CHANGE_DIRECTION);
	g_signal_connect(manager, "init-media", G_CALLBACK(m_new), NULL);
	offer_end("microphone", PURPLE_MEDIA_ELEMENT_SRC | PURPLE_MEDIA_ELEMENT_ONE_SRC | PURPLE_MEDIA_ELEMENT_UNIQUE, microphone);
	offer_end("loudspeaker", PURPLE_MEDIA_ELEMENT_SINK | PURPLE_MEDIA_ELEMENT_ONE_SINK, loudspeaker);
}

gboolean media_digit(char digit)
{
	GList *sessions = newest_call ? purple_media_get_session_ids(newest_call) : NULL;
	/* for a tenth of a second, at -8 dBm0 */
	gboolean done = sessions && purple_media_send_dtmf(newest_call, sessions->data, digit, 8, 100);

	g_list_free(sessions);
	return done;
}

gboolean media_command(const char *word)
{
	static const struct { const char *word; PurpleMediaInfoType info; } all[] = {
		{ "accept", PURPLE_MEDIA_INFO_ACCEPT }, { "decline", PURPLE_MEDIA_INFO_REJECT }, { "hangup", PURPLE_MEDIA_INFO_HANGUP },
		{ "hold", PURPLE_MEDIA_INFO_HOLD }, { "resume", PURPLE_MEDIA_INFO_UNHOLD },
		{ "mute", PURPLE_MEDIA_INFO_MUTE }, { "unmute", PURPLE_MEDIA_INFO_UNMUTE },
	};
	gsize i;

	for (i = 0; newest_call && i < G_N_ELEMENTS(all); i++) {
		if (strcmp(word, all[i].word)) continue;
		purple_media_stream_info(newest_call, all[i].info, NULL, NULL, TRUE);
		return TRUE;
	}
	return FALSE;
}

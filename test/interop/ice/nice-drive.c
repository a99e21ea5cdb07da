/*
 * One libnice agent with one stream, told what to do on standard input and telling what happens on standard output, a line each.
 *
 *   nice-drive standard|microsoft controlling|controlled COMPONENTS [RELAY-ADDRESS RELAY-PORT USER PASSWORD]
 *
 * With a relay it goes by that alone.
 *
 * in:  remote UFRAG PASSWORD | candidate COMPONENT FOUNDATION PRIORITY ADDRESS PORT | go
 * out: credentials UFRAG PASSWORD | candidate COMPONENT FOUNDATION PRIORITY ADDRESS PORT host|srflx|prflx|relay | ready | state COMPONENT NAME
 *
 * Whatever packet arrives goes back by the same component.
 */
#include <nice/agent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COMPONENTS 2

static NiceAgent *agent;
static guint stream;
static guint components;
static GMainLoop *loop;
static GSList *remotes[MAX_COMPONENTS + 1];
static char remote_ufrag[64], remote_password[64];

static const char *const types[] = {"host", "srflx", "prflx", "relay"};

static void tell_candidates(guint component) {
  GSList *list = nice_agent_get_local_candidates(agent, stream, component);
  for (GSList *item = list; item; item = item->next) {
    NiceCandidate *candidate = item->data;
    char address[NICE_ADDRESS_STRING_LEN];
    if (candidate->transport != NICE_CANDIDATE_TRANSPORT_UDP) continue;
    nice_address_to_string(&candidate->addr, address);
    printf("candidate %u %s %u %s %u %s\n", component, candidate->foundation, candidate->priority, address,
           nice_address_get_port(&candidate->addr), types[candidate->type]);
  }
  g_slist_free_full(list, (GDestroyNotify)nice_candidate_free);
}

static void on_gathered(NiceAgent *from, guint of_stream, gpointer data) {
  gchar *ufrag = NULL, *password = NULL;
  nice_agent_get_local_credentials(agent, stream, &ufrag, &password);
  printf("credentials %s %s\n", ufrag, password);
  for (guint component = 1; component <= components; component++) tell_candidates(component);
  printf("ready\n");
  fflush(stdout);
  g_free(ufrag);
  g_free(password);
}

static void on_state(NiceAgent *from, guint of_stream, guint component, guint state, gpointer data) {
  printf("state %u %s\n", component, nice_component_state_to_string(state));
  fflush(stdout);
}

static void on_packet(NiceAgent *from, guint of_stream, guint component, guint length, gchar *bytes, gpointer data) {
  nice_agent_send(agent, stream, component, length, bytes);
}

static void add_remote(guint component, const char *foundation, guint priority, const char *address, guint port) {
  NiceCandidate *candidate = nice_candidate_new(NICE_CANDIDATE_TYPE_HOST);
  candidate->component_id = component;
  candidate->stream_id = stream;
  candidate->transport = NICE_CANDIDATE_TRANSPORT_UDP;
  candidate->priority = priority;
  candidate->username = g_strdup(remote_ufrag);
  candidate->password = g_strdup(remote_password);
  g_strlcpy(candidate->foundation, foundation, sizeof candidate->foundation);
  nice_address_set_from_string(&candidate->addr, address);
  nice_address_set_port(&candidate->addr, port);
  remotes[component] = g_slist_append(remotes[component], candidate);
}

static gboolean on_line(GIOChannel *channel, GIOCondition condition, gpointer data) {
  gchar *line = NULL;
  char foundation[33], address[64];
  guint component, priority, port;
  if (g_io_channel_read_line(channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL) {
    g_main_loop_quit(loop);
    return FALSE;
  }
  if (sscanf(line, "remote %63s %63s", remote_ufrag, remote_password) == 2)
    nice_agent_set_remote_credentials(agent, stream, remote_ufrag, remote_password);
  else if (sscanf(line, "candidate %u %32s %u %63s %u", &component, foundation, &priority, address, &port) == 5 &&
           component >= 1 && component <= components)
    add_remote(component, foundation, priority, address, port);
  else if (g_str_has_prefix(line, "go"))
    for (component = 1; component <= components; component++)
      nice_agent_set_remote_candidates(agent, stream, component, remotes[component]);
  g_free(line);
  return TRUE;
}

int main(int count, char **words) {
  if (count != 4 && count != 8) return 2;
  gboolean has_relay = count == 8;
  gboolean is_microsoft = strcmp(words[1], "microsoft") == 0;
  components = (guint)atoi(words[3]);
  if (components < 1 || components > MAX_COMPONENTS) return 2;
  loop = g_main_loop_new(NULL, FALSE);
  agent = nice_agent_new(g_main_loop_get_context(loop),
                         is_microsoft ? NICE_COMPATIBILITY_OC2007R2 : NICE_COMPATIBILITY_RFC5245);
  g_object_set(agent, "controlling-mode", strcmp(words[2], "controlling") == 0, "upnp", FALSE, "ice-tcp", FALSE,
               "force-relay", has_relay, NULL);
  NiceAddress local;
  nice_address_init(&local);
  nice_address_set_from_string(&local, "127.0.0.1");
  nice_agent_add_local_address(agent, &local);
  stream = nice_agent_add_stream(agent, components);
  g_signal_connect(agent, "candidate-gathering-done", G_CALLBACK(on_gathered), NULL);
  g_signal_connect(agent, "component-state-changed", G_CALLBACK(on_state), NULL);
  for (guint component = 1; component <= components; component++)
    nice_agent_attach_recv(agent, stream, component, g_main_loop_get_context(loop), on_packet, NULL);
  for (guint component = 1; has_relay && component <= components; component++)
    nice_agent_set_relay_info(agent, stream, component, words[4], (guint)atoi(words[5]), words[6], words[7],
                              NICE_RELAY_TYPE_TURN_UDP);
  nice_agent_gather_candidates(agent, stream);
  GIOChannel *input = g_io_channel_unix_new(0);
  g_io_add_watch(input, G_IO_IN | G_IO_HUP, on_line, NULL);
  g_main_loop_run(loop);
  return 0;
}

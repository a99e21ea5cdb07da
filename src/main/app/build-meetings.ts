/** Meetings put together: the own company's way, and a guest's, who is nobody. */
import type { OnAttending } from '../session/meetings/focus-line.ts';
import { createMeetingService, type MeetingService } from '../session/meetings/meeting-service.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { SignInService } from '../session/sign-in/sign-in-api.ts';
import { createSipAgent } from '../sip/create-agent.ts';
import { guestIdentity } from '../sip/identity.ts';
import type { ManagedPolicy } from '../store/managed.ts';
import { guestRefusalOf } from '../store/managed-settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import { fetchMeetPage } from '../web/meet-page-client.ts';
import { type AgentBaseOptions, agentBase } from './agent-base.ts';
import type { NetworkParts } from './build-network.ts';

export interface MeetingOptions extends AgentBaseOptions {
  readonly settings: SettingsStore;
  readonly managed: ManagedPolicy;
  readonly tracing: Tracing;
}

/** Builds the service; nothing happens before somebody joins. */
export function buildMeetings(
  options: MeetingOptions,
  parts: {
    net: NetworkParts;
    state: StateStore;
    signIn: SignInService;
    /** What attaches to a meeting once one is let in, and is closed with it. */
    onAttending: readonly OnAttending[];
  },
): MeetingService {
  const { clock, random, settings, managed, tracing } = options;
  const { net, state, signIn, onAttending } = parts;
  return createMeetingService({
    ...net,
    state,
    clock,
    random,
    onAttending,
    tracer: tracing.tracer,
    home: () => homeOf(signIn),
    ownAddress: () => ownAddress(state, settings),
    policyFor: (domain) => policyFor(settings.get(), domain, false),
    guestRefusal: (domain) => guestRefusalOf(managed, domain, clock.wall()),
    createGuestAgent: (request) => {
      const identity = request.identity ?? guestIdentity(request.displayName, random);
      return createSipAgent({
        ...agentBase(options),
        flow: request.flow,
        identity,
        credentialsFor: () => request.credentialsFor(identity.aor),
        tracer: request.tracer,
      });
    },
    resolvePage: (url, context) => fetchMeetPage(url, { ...context, connect: net.secureConnect, clock }),
  });
}

function homeOf(signIn: SignInService) {
  const session = signIn.session();
  if (!session?.agent.isOpen) return undefined;
  const { facts, agent } = session;
  const domain = facts.sipUri.slice(facts.sipUri.lastIndexOf('@') + 1);
  return { agent, displayName: facts.displayName, domain, server: facts.server };
}

function ownAddress(state: StateStore, settings: SettingsStore): string {
  const { account } = state.get();
  return account.kind === 'registered' ? account.account.address : settings.get().lastAddress;
}

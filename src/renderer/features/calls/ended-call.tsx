import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Chat20Regular } from '@fluentui/react-icons/svg/chat';
import { Edit20Regular } from '@fluentui/react-icons/svg/edit';
import type { Call, CallPeer } from '../../../shared/model/call.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { isPerson } from '../../components/peer-words.ts';
import { qualityFacts, callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { useCall, useCallRefusal } from '../calling/index.ts';
import { useOpenChat } from '../chats/index.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '720px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Whose address a server does not know as it was typed. RFC 3261 21.4.5, 21.4.22, 21.4.23 */
const mistyped: ReadonlySet<string> = new Set(['unknown', 'incomplete', 'ambiguous']);

/** A call that is over: why, where something went wrong, and what may come next. */
export function EndedCall(props: { readonly call: Call }) {
  const styles = useStyles();
  const { client } = useServices();
  const { open, close } = useNavigation();
  const run = useRun();
  const callOut = useCall();
  const openChat = useOpenChat();
  const { id, peer, end, direction, withoutRelay } = props.call;
  const isMistyped = direction === 'out' && mistyped.has(end?.failure?.data?.why ?? '');
  const refusal = useCallRefusal(peer.uri);
  const putAway = () => {
    close();
    run(client.request('call.putAway', { id }));
  };
  return (
    <div className={styles.body}>
      {end?.failure && <FailureCard failure={end.failure} />}
      {end?.failure && withoutRelay && <Facts facts={qualityFacts({ withoutRelay })} />}
      <div className={styles.actions}>
        {isMistyped && (
          <Button appearance="primary" icon={<Edit20Regular />} onClick={() => open('phone', typedFor(peer))}>
            {texts.changeAndCall}
          </Button>
        )}
        <Button
          appearance={isMistyped ? 'secondary' : 'primary'}
          icon={<Call20Regular />}
          disabledFocusable={refusal.call !== undefined}
          title={refusal.call}
          aria-description={refusal.call}
          onClick={() => refusal.call ?? callOut({ to: peer.uri, name: peer.name })}
        >
          {texts.callAgain}
        </Button>
        {isPerson(peer) && (
          <Button icon={<Chat20Regular />} onClick={() => openChat(peer.uri, peer.name)}>
            {texts.message}
          </Button>
        )}
        <Button onClick={putAway}>{texts.putAway}</Button>
      </div>
    </div>
  );
}

/** As a person would type it. */
function typedFor({ number, uri }: CallPeer): string {
  return number ?? uri.replace(/^sips?:/i, '');
}

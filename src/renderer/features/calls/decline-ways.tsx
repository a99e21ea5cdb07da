import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { takeFocusTo } from '../../components/focus.ts';
import { isPerson } from '../../components/peer-words.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  ways: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  words: { flexGrow: 1, minWidth: 0, flexBasis: '140px' },
  reply: { fontWeight: 'normal' },
});

/**
 * How else to say no: with a message, ready made or of one's own, or to voicemail. A number can be sent no message. It takes the focus, as the button
 * that asked for it is gone.
 */
export function DeclineWays(props: { readonly call: Call; readonly onBack: () => void }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const [own, setOwn] = useState('');
  const ways = useRef<HTMLDivElement>(null);
  useEffect(() => {
    takeFocusTo(ways.current?.querySelector('button'));
  }, []);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const { id, peer } = props.call;
  const hasMailbox = provisioning.sections.length > 0 && !reasonAgainst({ provisioning }, 'voicemail');
  const decline = (message: string) => run(client.request('call.decline', { id, message }));
  const sendOwn = (event: FormEvent) => {
    event.preventDefault();
    if (own.trim() !== '') decline(own.trim());
  };
  return (
    <div ref={ways} className={styles.ways}>
      <div className={styles.line}>
        {isPerson(peer) ? (
          texts.replies.map((reply) => (
            <Button key={reply} size="small" className={styles.reply} onClick={() => decline(reply)}>
              {reply}
            </Button>
          ))
        ) : (
          <Button size="small" onClick={() => run(client.request('call.decline', { id }))}>
            {texts.decline}
          </Button>
        )}
        {hasMailbox && (
          <Button size="small" onClick={() => run(client.request('call.decline', { id, toVoicemail: true }))}>
            {texts.toVoicemail}
          </Button>
        )}
        <Button size="small" appearance="subtle" aria-label={texts.backName(peer.name)} onClick={props.onBack}>
          {texts.back}
        </Button>
      </div>
      {isPerson(peer) && (
        <form className={styles.line} onSubmit={sendOwn}>
          <Input
            size="small"
            className={styles.words}
            aria-label={texts.replyOwn}
            placeholder={texts.replyOwn}
            value={own}
            maxLength={500}
            onChange={(_, { value }) => setOwn(value)}
          />
          <Button size="small" type="submit" disabledFocusable={own.trim() === ''}>
            {texts.replySend}
          </Button>
        </form>
      )}
    </div>
  );
}

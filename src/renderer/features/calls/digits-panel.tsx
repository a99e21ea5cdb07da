import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { KeyPad } from '../calling/index.ts';
import { useKeySound } from './tones/use-key-sound.ts';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '280px' },
});

/** What is shown of what was sent. */
const mostShown = 40;

/** A text of keys and what people write between them; the fourth column of keys, A to D, is a word's letters anywhere else. */
const keysAlone = /^[0-9*#A-D\s.,()/\-\u2010-\u2015]*$/i;

/** The keys in a text: of "Code 4711" the digits alone. */
function keysOf(text: string): string {
  const keys = keysAlone.test(text) ? /[^0-9*#A-D]/gi : /[^0-9*#]/g;
  return text.replace(keys, '').slice(0, 64);
}

/** Keys for machines that listen: pressed, typed or pasted, each is sent and heard. */
export function DigitsPanel(props: { readonly call: Call }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const sound = useKeySound();
  const [sent, setSent] = useState('');
  const send = (text: string) => {
    const digits = keysOf(text);
    if (digits === '') return;
    setSent((before) => (before + digits).slice(-mostShown));
    sound(digits.charAt(0));
    run(client.request('call.digits', { id: props.call.id, digits }));
  };
  return (
    <div className={styles.panel}>
      <Field label={texts.sentDigits}>
        <Input
          value={sent}
          inputMode="tel"
          autoComplete="off"
          data-start
          // Only what is added is sent; what went out cannot be taken back.
          onChange={(_, { value }) => value.startsWith(sent) && send(value.slice(sent.length))}
        />
      </Field>
      <KeyPad label={texts.keypad} onKey={send} />
    </div>
  );
}

import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRedo20Regular } from '@fluentui/react-icons/svg/arrow-redo';
import { Backspace20Regular } from '@fluentui/react-icons/svg/backspace';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Call, type CallPeer, isLive } from '../../../shared/model/call.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { Section } from '../../components/pane.tsx';
import { keypadTexts as texts } from '../../locales/phone.ts';
import { useSlice } from '../../state/services.tsx';
import { KeyPad, useCall, useCallRefusal } from '../calling/index.ts';
import { DialAnswer } from './dial-answer.tsx';
import { useDialResult } from './use-dial-result.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '280px' },
  line: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'flex-end' },
  field: { flexGrow: 1, minWidth: 0 },
  answer: { minHeight: '48px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  call: { flexGrow: 1 },
});

/** A telephone's keys and field: type, paste or press, see what is dialled and by which rule, and call. `given` is there to be changed first. */
export function DialSection({ given }: { readonly given?: { readonly text: string } | undefined }) {
  const styles = useStyles();
  const callOut = useCall();
  const [typed, setTyped] = useState('');
  const target = typed.trim();
  const isAddress = target.includes('@');
  const result = useDialResult(isAddress ? '' : typed);
  const refusal = useCallRefusal().call;
  const last = useSlice(lastCalled);
  const call = (event: FormEvent) => {
    event.preventDefault();
    if (target === '' || refusal !== undefined) return;
    callOut({ to: target }, () => setTyped((now) => (now === '' ? target : now)));
    setTyped('');
  };
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!given) return;
    setTyped(given.text);
    field.current?.focus();
  }, [given]);
  const press = (key: string) => setTyped((before) => (before + key).slice(0, 200));
  return (
    <Section title={texts.dial}>
      <form className={styles.form} onSubmit={call}>
        <div className={styles.line}>
          <Field label={texts.field} className={styles.field}>
            <Input
              type="tel"
              input={{ ref: field }}
              autoComplete="off"
              value={typed}
              maxLength={200}
              onChange={(_, { value }) => setTyped(value)}
            />
          </Field>
          <Button
            appearance="subtle"
            icon={<Backspace20Regular />}
            aria-label={texts.remove}
            disabledFocusable={typed === ''}
            onClick={() => setTyped(typed.slice(0, -1))}
          />
        </div>
        <div className={styles.answer} aria-live="polite">
          {result && <DialAnswer result={result} />}
        </div>
        <KeyPad label={texts.keypad} hasPlus onKey={press} />
        <div className={styles.buttons}>
          <Button
            type="submit"
            appearance="primary"
            className={styles.call}
            icon={<Call20Filled />}
            disabledFocusable={target === '' || refusal !== undefined}
            title={refusal}
            aria-description={refusal}
          >
            {texts.call}
          </Button>
          {last && (
            <Button
              icon={<ArrowRedo20Regular />}
              aria-label={texts.redialName(last.name)}
              disabledFocusable={refusal !== undefined}
              onClick={() => refusal ?? callOut({ to: last.uri, name: last.name })}
            >
              {texts.redial}
            </Button>
          )}
        </div>
      </form>
    </Section>
  );
}

/** Whom one called last: now, or before. */
function lastCalled({ calls, callLog }: Snapshot): CallPeer | undefined {
  return calls.findLast(isOurs)?.peer ?? callLog.lastCalled;
}

/** A call of ours that goes on; a meeting's sound is nobody to call again. */
function isOurs(call: Call): boolean {
  return call.direction === 'out' && call.meetingId === undefined && isLive(call);
}

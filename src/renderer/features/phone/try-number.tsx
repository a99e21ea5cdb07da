import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { Section } from '../../components/pane.tsx';
import { phoneTexts as texts } from '../../locales/phone.ts';
import { DialAnswer } from './dial-answer.tsx';
import { useDialResult } from './use-dial-result.ts';

const useStyles = makeStyles({ answer: { minHeight: '64px' } });

/** A number to type: what it becomes under the company's dial plan, by which rule, and what goes on the wire. */
export function TryNumber() {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const result = useDialResult(typed);
  return (
    <Section title={texts.title} hint={texts.hint}>
      <Field label={texts.label}>
        <Input
          type="tel"
          autoComplete="off"
          value={typed}
          maxLength={200}
          onChange={(_, data) => setTyped(data.value)}
        />
      </Field>
      <div className={styles.answer} aria-live="polite">
        {result && <DialAnswer result={result} />}
      </div>
    </Section>
  );
}

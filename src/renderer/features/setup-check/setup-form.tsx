import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { fieldProblem } from '../../components/field-problem.ts';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { setupTexts as texts } from '../../locales/setup-check.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '480px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Whose setup it is, and which other company is to be reached. */
export function SetupForm(props: {
  readonly firstAddress: string;
  readonly isRunning: boolean;
  /** Something was tried before. */
  readonly isAgain: boolean;
  /** Main could not read the address that was sent. */
  readonly isRefused: boolean;
  readonly onStart: (address: string, partner: string) => void;
  readonly onCancel: () => void;
}) {
  const styles = useStyles();
  const [address, setAddress] = useState(props.firstAddress);
  const [partner, setPartner] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [sent, setSent] = useState<string>();
  const refused = props.isRefused && sent === address ? texts.addressWrong : undefined;
  const problem = isMissing ? texts.addressMissing : refused;
  const form = useFocusInvalid(problem);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const isEmpty = address.trim() === '';
    setMissing(isEmpty);
    if (isEmpty || props.isRunning) return;
    setSent(address);
    props.onStart(address.trim(), partner.trim());
  }

  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <Field label={texts.address} {...fieldProblem(problem)}>
        <Input
          type="email"
          autoComplete="username"
          spellCheck={false}
          placeholder={texts.addressPlaceholder}
          value={address}
          maxLength={255}
          data-start=""
          onChange={(_, data) => {
            setAddress(data.value);
            setMissing(false);
          }}
        />
      </Field>
      <Field label={texts.partner} hint={texts.partnerHint}>
        <Input
          autoComplete="off"
          spellCheck={false}
          value={partner}
          maxLength={20_000}
          onChange={(_, data) => setPartner(data.value)}
        />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={props.isRunning}>
          {props.isAgain ? texts.again : texts.start}
        </Button>
        {props.isRunning && <Button onClick={props.onCancel}>{texts.cancel}</Button>}
      </div>
    </form>
  );
}

import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { FormEvent } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { partsOf } from '../../../shared/model/meeting-parts.ts';
import { Facts } from '../../components/facts.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { ModalActions } from '../../components/modal.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { partWords, meetingTexts as texts } from '../../locales/meeting.ts';
import { useSlice } from '../../state/services.tsx';
import type { JoinPlan } from './join-plan.ts';
import { JoinWithSound } from './join-with-sound.tsx';
import { LinkField } from './link-field.tsx';
import type { LinkReading } from './use-link-reading.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  plan: { display: 'flex', alignItems: 'flex-start', minHeight: '40px', color: tokens.colorNeutralForeground2 },
  small: { minWidth: 0 },
});

export interface Missing {
  readonly link?: string;
  readonly name?: string;
}

/** The form of the join dialog: the link, the name, what will happen, and while a join begins what happens now. */
export function JoinFields(props: {
  readonly text: string;
  readonly reading: LinkReading;
  readonly missing: Missing;
  readonly name: string;
  readonly plan: JoinPlan;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly onText: (text: string) => void;
  readonly onName: (name: string) => void;
  readonly onJoin: (as: 'auto' | 'guest') => void;
  /** Absent when one is signed in. */
  readonly onSignIn?: (() => void) | undefined;
  readonly onCancel: () => void;
}) {
  const styles = useStyles();
  const form = useFocusInvalid(props.missing);
  const { missing, plan, busy, reading } = props;
  const isOwn = plan.way === 'own';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!busy) props.onJoin(plan.way === 'guest' ? 'guest' : 'auto');
  }

  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <LinkField text={props.text} missing={missing.link} reading={reading} onChange={props.onText} />
      <Field label={texts.nameLabel} hint={isOwn ? texts.ownNameHint : texts.nameHint} {...fieldProblem(missing.name)}>
        <Input
          value={props.name}
          readOnly={isOwn}
          appearance={isOwn ? 'filled-darker' : 'outline'}
          maxLength={255}
          autoComplete="name"
          onChange={(_, data) => props.onName(data.value)}
        />
      </Field>
      <div className={styles.plan} role="status">
        {busy ? <Spinner size="tiny" label={progressWords(reading)} /> : <Text>{plan.words}</Text>}
      </div>
      <JoinWithSound />
      <PartsAhead isGuest={plan.way === 'guest'} />
      {props.failure && <FailureCard failure={props.failure} />}
      <ModalActions>
        {plan.way === 'ask' && (
          <Button className={styles.small} disabledFocusable={busy} onClick={() => props.onJoin('guest')}>
            {texts.joinAsGuest}
          </Button>
        )}
        {props.onSignIn && (
          <Button className={styles.small} disabledFocusable={busy} onClick={props.onSignIn}>
            {texts.signInAndJoin}
          </Button>
        )}
        <Button className={styles.small} onClick={props.onCancel}>
          {texts.cancel}
        </Button>
        <Button className={styles.small} type="submit" appearance="primary" disabledFocusable={busy}>
          {texts.join}
        </Button>
      </ModalActions>
    </form>
  );
}

/** What can be done in meetings from here, as far as that is known before one is in: what is built, and what the own company allows. */
function PartsAhead(props: { readonly isGuest: boolean }) {
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  return <Facts facts={partWords(partsOf(undefined, props.isGuest ? undefined : { provisioning }))} />;
}

/** Until the meeting itself tells: a page may be slow. */
function progressWords({ link }: LinkReading): string {
  return link && 'host' in link ? texts.readingPage(link.host) : texts.joiningTitle;
}

import { Button, Field, Input, makeStyles, Select, Text, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useNavigation } from '../../app/navigate.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { failureTexts } from '../../locales/en/failures.ts';
import { meetingTexts as texts } from '../../locales/en/meeting.ts';
import { useCell, useServices, useSlice } from '../../state/services.tsx';
import { domainOf, joinPlan } from './join-plan.ts';
import { useJoin } from './use-join.ts';
import { type LinkReading, useLinkReading } from './use-link-reading.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  plan: { color: tokens.colorNeutralForeground2, minHeight: '40px' },
  small: { minWidth: 0 },
});

/** Join a meeting: the link, what was read in it, the name, and what will happen. */
export function JoinDialog() {
  const { close } = useNavigation();
  const { joinDraft } = useServices();
  const { offer } = useCell(joinDraft);
  const signedIn = useSignedIn();
  return (
    <Modal title={signedIn ? texts.joinTitle : texts.joinAsGuestTitle} onClose={close}>
      <JoinForm key={offer} onClose={close} />
    </Modal>
  );
}

function useSignedIn() {
  return useSlice((snapshot) =>
    snapshot.account.kind === 'registered' || snapshot.account.kind === 'reconnecting'
      ? snapshot.account.account
      : undefined,
  );
}

interface Missing {
  readonly link?: string;
  readonly name?: string;
}

function JoinForm(props: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { joinDraft } = useServices();
  const account = useSignedIn();
  const keptName = useSlice((snapshot) => snapshot.settings.guestName);
  const [text, setText] = useState(joinDraft.get().text);
  const [typedName, setTypedName] = useState<string>();
  const [missing, setMissing] = useState<Missing>({});
  const form = useFocusInvalid(missing);
  const reading = useLinkReading(text);
  const { busy, failure, join, cancel } = useJoin();
  // Signed in one joins as oneself; the name kept is that of the last guest, who may have been somebody else.
  const name = typedName ?? (account?.displayName || keptName);
  const plan = joinPlan(reading.link, domainOf(account?.address));

  function start(as: 'auto' | 'guest'): void {
    const found: Missing = {
      ...(text.trim() === '' ? { link: texts.linkMissing } : {}),
      ...(name.trim() === '' && (plan.way !== 'own' || as === 'guest') ? { name: texts.nameMissing } : {}),
    };
    setMissing(found);
    if (!found.link && !found.name) join({ text: text.trim(), guestName: name.trim() }, as);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    start(plan.way === 'guest' ? 'guest' : 'auto');
  }

  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <LinkField
        text={text}
        missing={missing.link}
        reading={reading}
        onChange={(next) => {
          setText(next);
          setMissing({});
        }}
      />
      <Field label={texts.nameLabel} hint={texts.nameHint} {...error(missing.name)}>
        <Input value={name} maxLength={255} autoComplete="name" onChange={(_, data) => setTypedName(data.value)} />
      </Field>
      <Text className={styles.plan}>{plan.words}</Text>
      {failure && text.trim() === joinDraft.get().text && <FailureCard failure={failure} />}
      <ModalActions>
        {plan.way !== 'guest' && (
          <Button className={styles.small} disabledFocusable={busy} onClick={() => start('guest')}>
            {texts.joinAsGuest}
          </Button>
        )}
        <Button
          className={styles.small}
          onClick={() => {
            if (busy) cancel();
            props.onClose();
          }}
        >
          {texts.cancel}
        </Button>
        <Button className={styles.small} type="submit" appearance="primary" disabledFocusable={busy}>
          {texts.join}
        </Button>
      </ModalActions>
    </form>
  );
}

function LinkField(props: {
  readonly text: string;
  readonly missing: string | undefined;
  readonly reading: LinkReading;
  readonly onChange: (text: string) => void;
}) {
  const lab = useSlice((snapshot) => snapshot.lab);
  return (
    <>
      <Field
        label={texts.linkLabel}
        {...(props.missing === undefined ? readingMessage(props.reading) : error(props.missing))}
      >
        <Textarea
          value={props.text}
          rows={3}
          resize="vertical"
          maxLength={20_000}
          onChange={(_, data) => props.onChange(data.value)}
        />
      </Field>
      {lab.state === 'running' && lab.meetings.length > 0 && (
        <Select
          size="small"
          aria-label={texts.labMeetings}
          value={lab.meetings.find((meeting) => meeting.link === props.text)?.link ?? ''}
          onChange={(_, data) => props.onChange(data.value)}
        >
          <option value="">{texts.labPick}</option>
          {lab.meetings.map((meeting) => (
            <option key={meeting.link} value={meeting.link}>
              {`${meeting.title} · ${meeting.organizer}`}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}

/** The live reading under the field: whose meeting this is, or that it is none. */
function readingMessage(reading: LinkReading) {
  if (reading.failure) {
    const { sentence, next } = failureTexts[reading.failure.code];
    return {
      validationState: 'warning',
      validationMessage: `${sentence(reading.failure)} ${next(reading.failure)}`,
    } as const;
  }
  if (!reading.link) return { hint: texts.linkHint };
  const words = 'host' in reading.link ? texts.readingHttps(reading.link.host) : texts.reading(reading.link.organizer);
  return { validationState: 'success', validationMessage: words } as const;
}

function error(message: string | undefined) {
  return message === undefined ? {} : ({ validationState: 'error', validationMessage: message } as const);
}

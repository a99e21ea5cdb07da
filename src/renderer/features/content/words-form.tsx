import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { contentLimits } from '../../../shared/model/meeting-content.ts';
import { drafts } from '../../components/drafts.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { useSending } from '../../components/use-sending.ts';
import type { Answer } from '../../ipc/client.ts';
import { contentTexts } from '../../locales/content.ts';

const useStyles = makeStyles({
  form: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '640px',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** A new one at each try, so that the focus goes to the field again. */
interface Problem {
  readonly words?: string;
}

const noProblem: Problem = {};

/** A few words and a button; emptied, or closed, when they were taken. What is typed outlives the form: others decide what is shown. */
export function WordsForm(props: {
  /** Whose draft it is. */
  readonly draftOf: string;
  readonly label: string;
  readonly first?: string;
  readonly send: string;
  readonly missing: string;
  readonly takesFocus?: boolean;
  readonly onSend: (text: string) => Answer;
  readonly onClose?: () => void;
}) {
  const styles = useStyles();
  const { draftOf } = props;
  const [text, setText] = useState(() => drafts.get(draftOf) ?? props.first ?? '');
  const [problem, setProblem] = useState<Problem>(noProblem);
  const form = useFocusInvalid(problem);
  const { send, failure, isBusy } = useSending(() => {
    // What was changed while it was on its way is not sent yet.
    if ((drafts.get(draftOf) ?? text) === text) type('');
    props.onClose?.();
  });

  function type(next: string): void {
    setText(next);
    drafts.set(draftOf, next);
  }

  function close(): void {
    drafts.set(draftOf, '');
    props.onClose?.();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const words = text.trim();
    setProblem(words === '' ? { words: props.missing } : noProblem);
    if (words !== '' && !isBusy) send(props.onSend(words));
  }

  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <Field label={props.label} {...fieldProblem(problem.words)}>
        <Textarea
          ref={props.takesFocus ? takeFocus : undefined}
          value={text}
          rows={2}
          maxLength={contentLimits.askedText}
          onChange={(_, data) => {
            type(data.value);
            setProblem(noProblem);
          }}
        />
      </Field>
      {failure && <FailureCard failure={failure} />}
      <div className={styles.buttons}>
        <Button type="submit" size="small" disabledFocusable={isBusy}>
          {props.send}
        </Button>
        {props.onClose && (
          <Button size="small" appearance="subtle" onClick={close}>
            {contentTexts.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Whoever pressed "Answer" goes on typing. */
function takeFocus(field: HTMLTextAreaElement | null): void {
  field?.focus();
}

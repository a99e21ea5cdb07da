import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons/svg/add';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { type FormEvent, useEffect, useState } from 'react';
import { contentLimits } from '../../../shared/model/meeting-content.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { useSending } from '../../components/use-sending.ts';
import { contentTexts, pollTexts as texts } from '../../locales/content.ts';
import { useServices } from '../../state/services.tsx';
import {
  emptyDraft,
  fewestChoices,
  mostChoices,
  noProblems,
  problemsOf,
  withChoice,
  withoutChoice,
} from './poll-draft.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  choice: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalXS },
  field: { flexGrow: 1, minWidth: 0 },
  input: { minWidth: 0 },
  // Beside the field, under its label.
  remove: { marginTop: '26px' },
  add: { alignSelf: 'flex-start' },
});

/** Asks everybody a question with two to seven choices. */
export function PollDialog(props: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { client } = useServices();
  const [draft, setDraft] = useState(emptyDraft);
  const [problems, setProblems] = useState(noProblems);
  const form = useFocusInvalid(problems);
  const [added, setAdded] = useState(0);
  // Whoever adds a choice wants to type it.
  useEffect(() => {
    if (added > 0) [...(form.current?.querySelectorAll('input') ?? [])].at(-1)?.focus();
  }, [added, form]);
  const { send, failure, isBusy } = useSending(props.onClose);

  function change(next: typeof draft): void {
    setDraft(next);
    setProblems(noProblems);
  }

  function add(): void {
    change(withChoice(draft));
    setAdded(added + 1);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = problemsOf(draft);
    setProblems(found ?? noProblems);
    if (found || isBusy) return;
    const choices = draft.choices.map(({ text }) => text.trim());
    send(client.request('content.askPoll', { question: draft.question.trim(), choices }));
  }

  return (
    <Modal title={texts.askTitle} onClose={props.onClose}>
      <form ref={form} className={styles.form} onSubmit={submit} noValidate>
        <Field label={texts.question} {...fieldProblem(problems.question)}>
          <Textarea
            value={draft.question}
            rows={2}
            maxLength={contentLimits.question}
            data-start=""
            onChange={(_, data) => change({ ...draft, question: data.value })}
          />
        </Field>
        {draft.choices.map(({ id, text }, index) => (
          <div key={id} className={styles.choice}>
            <Field className={styles.field} label={texts.choice(index + 1)} {...fieldProblem(problems.choices.get(id))}>
              <Input
                className={styles.input}
                value={text}
                maxLength={contentLimits.choice}
                onChange={(_, data) =>
                  change({
                    ...draft,
                    choices: draft.choices.map((one) => (one.id === id ? { id, text: data.value } : one)),
                  })
                }
              />
            </Field>
            {draft.choices.length > fewestChoices && (
              <Button
                className={styles.remove}
                appearance="subtle"
                icon={<Dismiss20Regular />}
                aria-label={texts.removeChoice(index + 1)}
                onClick={() => change(withoutChoice(draft, id))}
              />
            )}
          </div>
        ))}
        {draft.choices.length < mostChoices && (
          <Button className={styles.add} size="small" icon={<Add20Regular />} onClick={add}>
            {texts.addChoice}
          </Button>
        )}
        {failure && <FailureCard failure={failure} />}
        <ModalActions>
          <Button onClick={props.onClose}>{contentTexts.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {texts.ask}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

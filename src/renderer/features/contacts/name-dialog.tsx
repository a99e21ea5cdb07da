import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { FailureCard } from '../../components/failure-card.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { useSending } from '../../components/use-sending.ts';
import type { Answer } from '../../ipc/client.ts';
import { contactsTexts as texts } from '../../locales/contacts.ts';

/** Asks for one name, of a person or of a group, and closes when the server took it. */
export function NameDialog(props: {
  readonly title: string;
  readonly hint?: string;
  readonly first: string;
  /** What is wrong with a name, or undefined. */
  readonly problemOf: (name: string) => string | undefined;
  readonly onSave: (name: string) => Answer;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(props.first);
  const [problem, setProblem] = useState<string>();
  const form = useFocusInvalid({ problem });
  const { send, failure, isBusy } = useSending(props.onClose);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const typed = name.trim();
    const found = props.problemOf(typed);
    setProblem(found);
    if (found === undefined) send(props.onSave(typed));
  }

  return (
    <Modal title={props.title} onClose={props.onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <Field label={texts.name} {...(props.hint ? { hint: props.hint } : {})} {...fieldProblem(problem)}>
          <Input
            value={name}
            maxLength={1000}
            data-start
            onChange={(_, data) => {
              setName(data.value);
              setProblem(undefined);
            }}
          />
        </Field>
        {failure && <FailureCard failure={failure} />}
        <ModalActions>
          <Button onClick={props.onClose}>{texts.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {texts.save}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

import { Button } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { OwnMeeting } from '../../../shared/model/scheduling.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { useSending } from '../../components/use-sending.ts';
import { schedulingTexts as texts } from '../../locales/scheduling.ts';
import { useServices } from '../../state/services.tsx';
import { MeetingDone } from './meeting-done.tsx';
import { PlanFields } from './plan-fields.tsx';
import { firstPlan, type PlanProblems, readPlan } from './plan-form.ts';

const noProblems: PlanProblems = {};

/** Sets a meeting up and then shows its link, or changes one of the own meetings. */
export function ScheduleDialog(props: { readonly meeting?: OwnMeeting; readonly onClose: () => void }) {
  const [made, setMade] = useState<OwnMeeting>();
  const { meeting, onClose } = props;
  if (made) {
    // A dialog of its own, so that the focus begins anew at what there is to do now.
    return (
      <Modal key="done" title={texts.doneTitle} onClose={onClose}>
        <MeetingDone meeting={made} onClose={onClose} />
      </Modal>
    );
  }
  return (
    <Modal key="form" title={meeting ? texts.changeTitle : texts.newTitle} onClose={onClose}>
      <PlanForm {...(meeting ? { meeting } : {})} onMade={setMade} onClose={onClose} />
    </Modal>
  );
}

function PlanForm(props: {
  readonly meeting?: OwnMeeting;
  readonly onMade: (meeting: OwnMeeting) => void;
  readonly onClose: () => void;
}) {
  const { meeting, onMade, onClose } = props;
  const { client, now } = useServices();
  const [first] = useState(() => firstPlan(now(), meeting));
  const [typed, setTyped] = useState(first);
  const [problems, setProblems] = useState(noProblems);
  const form = useFocusInvalid(problems);
  const { send, failure, isBusy } = useSending(meeting ? onClose : () => undefined);

  async function create(plan: InputOf<'scheduling.create'>): Promise<Outcome<OwnMeeting>> {
    const outcome = await client.request('scheduling.create', plan);
    if (outcome.ok) onMade(outcome.value);
    return outcome;
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isBusy) return;
    const read = readPlan(typed, first, now());
    setProblems(read.ok ? noProblems : read.problems);
    if (!read.ok) return;
    const plan = { ...read.plan, invited: [...read.plan.invited] };
    send(meeting ? client.request('scheduling.change', { ...plan, id: meeting.conferenceId }) : create(plan));
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <PlanFields
        typed={typed}
        problems={problems}
        onChange={(change) => {
          setTyped({ ...typed, ...change });
          setProblems(noProblems);
        }}
      />
      {failure && <FailureCard failure={failure} />}
      <ModalActions>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {meeting ? texts.save : texts.create}
        </Button>
      </ModalActions>
    </form>
  );
}

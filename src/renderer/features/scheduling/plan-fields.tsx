import { Checkbox, Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import type { MeetingAccess } from '../../../shared/model/meeting.ts';
import { accessLevels, hasDialIn, presenterChoices, reasonAgainstAccess } from '../../../shared/model/scheduling.ts';
import { fieldProblem } from '../../components/field-problem.ts';
import { accessWords, lengthWords, presenterWords, schedulingTexts as texts } from '../../locales/scheduling.ts';
import { useSlice } from '../../state/services.tsx';
import type { PlanProblems, PlanTyped } from './plan-form.ts';

const lengths: readonly number[] = [15, 30, 45, 60, 90, 120, 180, 240, 480];

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  // A name that is too long for the row takes one of its own.
  cell: { flexGrow: 1, flexBasis: '130px', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
});

/** What the organiser decides: subject, time, who gets in, who presents, and what is said aloud. */
export function PlanFields(props: {
  readonly typed: PlanTyped;
  readonly problems: PlanProblems;
  readonly onChange: (change: Partial<PlanTyped>) => void;
}) {
  const styles = useStyles();
  const { typed, problems, onChange } = props;
  const phones = useSlice(hasDialIn);
  return (
    <div className={styles.fields}>
      <Field label={texts.subject}>
        <Input
          value={typed.subject}
          maxLength={255}
          data-start=""
          onChange={(_, data) => onChange({ subject: data.value })}
        />
      </Field>
      <WhenFields typed={typed} problems={problems} onChange={onChange} />
      <AccessField access={typed.access} onChange={onChange} />
      {(typed.access === 'invited' || typed.invited !== '') && (
        <Field label={texts.invited} hint={texts.invitedHint} {...fieldProblem(problems.invited)}>
          <Textarea
            value={typed.invited}
            rows={3}
            maxLength={20_000}
            resize="vertical"
            onChange={(_, data) => onChange({ invited: data.value })}
          />
        </Field>
      )}
      <Field label={texts.presenters}>
        <Select
          value={typed.presenters}
          onChange={(_, data) => {
            const presenters = presenterChoices.find((choice) => choice === data.value);
            if (presenters) onChange({ presenters });
          }}
        >
          {presenterChoices.map((choice) => (
            <option key={choice} value={choice}>
              {presenterWords[choice]}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <Checkbox
          label={texts.announcements}
          checked={typed.announcements}
          onChange={(_, data) => onChange({ announcements: data.checked === true })}
        />
        {phones && (
          <Checkbox
            label={texts.phones}
            checked={typed.phoneBypassesLobby}
            onChange={(_, data) => onChange({ phoneBypassesLobby: data.checked === true })}
          />
        )}
      </div>
    </div>
  );
}

function WhenFields(props: {
  readonly typed: PlanTyped;
  readonly problems: PlanProblems;
  readonly onChange: (change: Partial<PlanTyped>) => void;
}) {
  const styles = useStyles();
  const { problems, onChange } = props;
  const { when } = props.typed;
  const shown = lengths.includes(when.minutes) ? lengths : [...lengths, when.minutes].sort((a, b) => a - b);
  return (
    <div className={styles.row}>
      <Field className={styles.cell} label={texts.day} {...fieldProblem(problems.day)}>
        <Input
          className={styles.input}
          type="date"
          value={when.day}
          onChange={(_, data) => onChange({ when: { ...when, day: data.value } })}
        />
      </Field>
      <Field className={styles.cell} label={texts.time} {...fieldProblem(problems.time)}>
        <Input
          className={styles.input}
          type="time"
          value={when.time}
          onChange={(_, data) => onChange({ when: { ...when, time: data.value } })}
        />
      </Field>
      <Field className={styles.cell} label={texts.length}>
        <Select
          className={styles.input}
          value={when.minutes}
          onChange={(_, data) => onChange({ when: { ...when, minutes: Number(data.value) } })}
        >
          {shown.map((minutes) => (
            <option key={minutes} value={minutes}>
              {lengthWords(minutes)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

/** Who gets in directly; what the company forbids cannot be chosen, and is told with its rule. */
function AccessField(props: {
  readonly access: MeetingAccess;
  readonly onChange: (change: Partial<PlanTyped>) => void;
}) {
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const ownMeetings = useSlice((snapshot) => snapshot.ownMeetings);
  const rules = { provisioning, ownMeetings };
  const against = reasonAgainstAccess(rules, 'everyone');
  const isForbidden = (access: MeetingAccess) => reasonAgainstAccess(rules, access) !== undefined;
  return (
    <Field label={texts.access} hint={against ? texts.guestsForbidden(against.key) : texts.accessHint}>
      <Select
        value={props.access}
        onChange={(_, data) => {
          const access = accessLevels.find((level) => level === data.value);
          if (access && !isForbidden(access)) props.onChange({ access });
        }}
      >
        {accessLevels.map((access) => (
          <option key={access} value={access} disabled={isForbidden(access)}>
            {accessWords[access]}
          </option>
        ))}
      </Select>
    </Field>
  );
}

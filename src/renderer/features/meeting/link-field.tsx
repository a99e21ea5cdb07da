import { Field, Select, Textarea } from '@fluentui/react-components';
import { fieldProblem } from '../../components/field-problem.ts';
import { failureTexts } from '../../locales/failures.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { useSlice } from '../../state/services.tsx';
import type { LinkReading } from './use-link-reading.ts';

/** The link, with what was read in it below, and while the lab runs its meetings to choose from. */
export function LinkField(props: {
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
        {...(props.missing === undefined ? readingMessage(props.reading) : fieldProblem(props.missing))}
      >
        <Textarea
          value={props.text}
          rows={3}
          data-start=""
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

/** The live reading: whose meeting this is, or that it is none. A page gets no tick before it was read as a meeting. */
function readingMessage({ failure, link }: LinkReading) {
  if (failure) {
    const { sentence, next } = failureTexts[failure.code];
    return { validationState: 'warning', validationMessage: `${sentence(failure)} ${next(failure)}` } as const;
  }
  if (!link) return { hint: texts.linkHint };
  if ('host' in link) return { hint: texts.readingHttps(link.host) };
  return { validationState: 'success', validationMessage: texts.reading(link.organizer) } as const;
}

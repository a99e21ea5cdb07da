import { Button, Text } from '@fluentui/react-components';
import type { LabAct, LabMeetingNow } from '../../../shared/model/lab-page.ts';
import { labPeopleTexts as texts } from '../../locales/lab.ts';
import { useRowStyles } from './use-row-styles.ts';

/** Names beyond these are a number. */
const mostNames = 6;

/** A meeting with those who are in it; simulated people come and go. */
export function MeetingRow(props: {
  readonly meeting: LabMeetingNow;
  readonly onAct: (act: LabAct, words: string) => void;
}) {
  const styles = useRowStyles();
  const { meeting, onAct } = props;
  const { id, title, people } = meeting;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Text weight="semibold">{title}</Text>
        <Text size={200} className={styles.quiet}>
          {people.length > 0 && people.length <= mostNames ? people.join(', ') : texts.inside(people.length)}
        </Text>
      </div>
      <div className={styles.actions}>
        {[1, 10].map((count) => (
          <Button
            key={count}
            size="small"
            aria-label={texts.comeNamed(count, title)}
            onClick={() => onAct({ kind: 'come', meeting: id, count }, texts.comeNamed(count, title))}
          >
            {texts.come(count)}
          </Button>
        ))}
        <Button
          size="small"
          aria-label={texts.leaveNamed(title)}
          onClick={() => onAct({ kind: 'go', meeting: id, count: 1 }, texts.leaveNamed(title))}
        >
          {texts.leave}
        </Button>
      </div>
    </li>
  );
}

import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { AskedQuestion, QuestionsItem } from '../../../shared/model/meeting-content.ts';
import { takeFocusTo } from '../../components/focus.ts';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { questionTexts as texts } from '../../locales/content.ts';
import { clockTime } from '../../locales/format.ts';
import { useServices } from '../../state/services.tsx';
import { inOrder, type QuestionOrder, questionOrders } from './question-order.ts';
import { WordsForm } from './words-form.tsx';

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  order: { alignSelf: 'flex-start', maxWidth: '100%' },
  area: { gap: tokens.spacingVerticalM, minHeight: '88px' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    maxWidth: '640px',
  },
  item: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXXS },
  words: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  answer: {
    display: 'flex',
    flexDirection: 'column',
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorCompoundBrandStroke}`,
  },
  ask: {
    padding: tokens.spacingHorizontalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
});

/** Questions and answers: everybody asks, presenters answer. */
export function QuestionsView(props: {
  readonly meetingId: string;
  readonly item: QuestionsItem;
  readonly mayPresent: boolean;
}) {
  const styles = useStyles();
  const { client } = useServices();
  const { meetingId, item, mayPresent } = props;
  const [order, setOrder] = useState<QuestionOrder>(mayPresent ? 'unanswered' : 'oldest');
  return (
    <div className={styles.view}>
      <ScrollArea label={texts.list} className={styles.area}>
        {item.questions.length === 0 && <Text className={styles.quiet}>{texts.empty}</Text>}
        {item.questions.length > 1 && (
          <Field className={styles.order} label={texts.order} orientation="horizontal" size="small">
            <Select
              size="small"
              value={order}
              onChange={(_, data) => setOrder(questionOrders.find((known) => known === data.value) ?? order)}
            >
              {questionOrders.map((known) => (
                <option key={known} value={known}>
                  {texts.orders[known]}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {item.questions.length > 0 && (
          <ul className={styles.list} aria-label={texts.list}>
            {inOrder(item.questions, order).map((question) => (
              <Question key={question.id} meetingId={meetingId} question={question} mayAnswer={mayPresent} />
            ))}
          </ul>
        )}
      </ScrollArea>
      <div className={styles.ask}>
        <WordsForm
          draftOf={`question ${meetingId}`}
          label={texts.ask}
          send={texts.send}
          missing={texts.missing}
          onSend={(text) => client.request('content.askQuestion', { text })}
        />
      </div>
    </div>
  );
}

function Question(props: {
  readonly meetingId: string;
  readonly question: AskedQuestion;
  readonly mayAnswer: boolean;
}) {
  const styles = useStyles();
  const { client } = useServices();
  const opener = useRef<HTMLElement>(null);
  const [isAnswering, setAnswering] = useState(false);
  const { question, mayAnswer } = props;
  const { answer } = question;
  return (
    <li className={styles.item}>
      <Text size={200} className={styles.quiet}>
        {`${texts.asked(question)} · ${clockTime(question.at)}`}
      </Text>
      <Text className={styles.words}>
        <bdi>{question.text}</bdi>
      </Text>
      {answer && (
        <div className={styles.answer}>
          <Text size={200} className={styles.quiet}>
            {texts.answered(answer.by)}
          </Text>
          <Text className={styles.words}>
            <bdi>{answer.text}</bdi>
          </Text>
        </div>
      )}
      {mayAnswer && (
        <Button
          size="small"
          aria-expanded={isAnswering}
          aria-label={answer ? texts.answerAgainTo(question.asker) : texts.answerTo(question.asker)}
          onClick={(event) => {
            opener.current = event.currentTarget;
            setAnswering(!isAnswering);
          }}
        >
          {answer ? texts.answerAgain : texts.answer}
        </Button>
      )}
      {isAnswering && (
        <WordsForm
          draftOf={`answer ${question.id} ${props.meetingId}`.slice(0, 200)}
          label={texts.answerTo(question.asker)}
          first={answer?.text ?? ''}
          send={texts.sendAnswer}
          missing={texts.answerMissing}
          takesFocus
          onSend={(text) => client.request('content.answer', { questionId: question.id, text })}
          onClose={() => {
            setAnswering(false);
            takeFocusTo(opener.current);
          }}
        />
      )}
    </li>
  );
}

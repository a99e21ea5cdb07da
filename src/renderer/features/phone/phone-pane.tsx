import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { DialRule } from '../../../shared/model/dial-plan.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { dialPlanStates, phoneTexts as texts } from '../../locales/en/phone.ts';
import { useSlice } from '../../state/services.tsx';
import { DialAnswer } from './dial-answer.tsx';
import { useDialResult } from './use-dial-result.ts';

const useStyles = makeStyles({
  pane: { padding: tokens.spacingVerticalM },
  answer: { minHeight: '64px' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  rule: {
    display: 'grid',
    gridTemplateColumns: '56px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  code: { fontFamily: tokens.fontFamilyMonospace },
});

/** Phone, the first slice: what a number would become under the company's dial plan. */
export function PhonePane() {
  const styles = useStyles();
  const plan = useSlice((snapshot) => snapshot.dialPlan);
  const [typed, setTyped] = useState('');
  const result = useDialResult(typed);
  return (
    <ScrollArea label={texts.pane} className={styles.pane}>
      <Section title={texts.title} hint={texts.hint}>
        <Field label={texts.label}>
          <Input
            type="tel"
            autoComplete="off"
            value={typed}
            maxLength={200}
            onChange={(_, data) => setTyped(data.value)}
          />
        </Field>
        <div className={styles.answer} aria-live="polite">
          {result && <DialAnswer result={result} />}
        </div>
      </Section>
      <Section title={plan.name ? `${texts.plan}: ${plan.name}` : texts.plan}>
        {plan.failure ? (
          <FailureCard failure={plan.failure} />
        ) : (
          plan.state !== 'active' && (
            <Text size={200} className={styles.quiet}>
              {dialPlanStates[plan.state]}
            </Text>
          )
        )}
        {plan.state === 'active' && plan.rules.length === 0 && <Text size={200}>{texts.noRules}</Text>}
        {plan.rules.length > 0 && (
          <ol className={styles.list} aria-label={texts.rules}>
            {plan.rules.map((rule) => (
              <Rule key={rule.number} rule={rule} />
            ))}
          </ol>
        )}
      </Section>
    </ScrollArea>
  );
}

function Rule(props: { readonly rule: DialRule }) {
  const styles = useStyles();
  const { rule } = props;
  const remark = rule.unusable ?? (rule.warning === 'not-anchored' ? texts.notAnchored : undefined);
  return (
    <li className={styles.rule}>
      <span className={styles.quiet}>{texts.rule(rule.number)}</span>
      <span>
        <span className={styles.code}>
          {rule.pattern} → {rule.translation}
        </span>
        {rule.internalExtension && <span className={styles.quiet}> · {texts.extension}</span>}
        {remark && <div className={styles.quiet}>{remark}</div>}
      </span>
    </li>
  );
}

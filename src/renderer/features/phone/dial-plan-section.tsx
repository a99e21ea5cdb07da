import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DialRule } from '../../../shared/model/dial-plan.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Section } from '../../components/pane.tsx';
import { labelled } from '../../locales/format.ts';
import { dialPlanStates, phoneTexts as texts } from '../../locales/phone.ts';
import { useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
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

/** The company's dial plan: its name, its rules in order, and what the outside-line prefix does. */
export function DialPlanSection() {
  const styles = useStyles();
  const plan = useSlice((snapshot) => snapshot.dialPlan);
  return (
    <Section title={plan.name ? labelled(texts.plan, plan.name) : texts.plan}>
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
      {plan.externalAccessPrefix && (
        <Text size={200} className={styles.quiet}>
          {texts.prefix(plan.externalAccessPrefix, plan.optimizeDeviceDialing === true)}
        </Text>
      )}
      {plan.rules.length > 0 && (
        <ol className={styles.list} aria-label={texts.rules}>
          {plan.rules.map((rule) => (
            <Rule key={rule.number} rule={rule} />
          ))}
        </ol>
      )}
    </Section>
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

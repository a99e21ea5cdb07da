import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { useState } from 'react';
import type { LabSetting } from '../../../shared/model/lab-page.ts';
import { type LabSituation, labSituations } from '../../../shared/model/lab-situations.ts';
import type { SwitchState, SwitchValue } from '../../../shared/model/lab-switch.ts';
import { HiddenText } from '../../components/hidden-text.tsx';
import { labSituationWords, labSwitchTexts as texts } from '../../locales/lab.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(230px, 100%), 1fr))',
    gap: tokens.spacingHorizontalS,
  },
  item: { display: 'flex' },
  button: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    justifyContent: 'flex-start',
    textAlign: 'start',
    padding: tokens.spacingHorizontalM,
    fontWeight: tokens.fontWeightRegular,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  chosen: { border: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}` },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  about: { color: tokens.colorNeutralForeground2 },
});

/** Each situation as a button; the one that was made last and still stands is marked. */
export function SituationList(props: {
  readonly states: readonly SwitchState[];
  readonly onMake: (settings: readonly LabSetting[]) => void;
}) {
  const styles = useStyles();
  const [made, setMade] = useState<LabSituation | 'as-it-was'>();
  const names = Object.keys(labSituations) as LabSituation[];
  const standing = made !== undefined && made !== 'as-it-was' && stands(labSituations[made], props.states);
  const told = made === 'as-it-was' ? texts.asItWas : standing ? labSituationWords[made].name : '';
  return (
    <>
      <ul className={styles.list} aria-label={texts.situations}>
        <Situation
          name={texts.asItWas}
          about={texts.asItWasAbout}
          isChosen={false}
          onPick={() => {
            setMade('as-it-was');
            props.onMake([]);
          }}
        />
        {names.map((name) => (
          <Situation
            key={name}
            {...labSituationWords[name]}
            isChosen={standing && made === name}
            onPick={() => {
              setMade(name);
              props.onMake(labSituations[name]);
            }}
          />
        ))}
      </ul>
      <div role="status">
        <HiddenText text={told === '' ? '' : texts.chosen(told)} />
      </div>
    </>
  );
}

function Situation(props: {
  readonly name: string;
  readonly about: string;
  readonly isChosen: boolean;
  readonly onPick: () => void;
}) {
  const styles = useStyles();
  const { name, about, isChosen, onPick } = props;
  return (
    <li className={styles.item}>
      <Button
        className={mergeClasses(styles.button, isChosen && styles.chosen)}
        aria-pressed={isChosen}
        onClick={onPick}
      >
        <span className={styles.name}>
          <Text weight="semibold">{name}</Text>
          {isChosen && <Checkmark16Regular aria-hidden />}
        </span>
        <Text size={200} className={styles.about}>
          {about}
        </Text>
      </Button>
    </li>
  );
}

function stands(settings: readonly LabSetting[], states: readonly SwitchState[]): boolean {
  return settings.every(({ id, target, value }) => {
    const state = states.find((each) => each.id === id && each.target === target);
    return state !== undefined && isSame(state.pending?.value ?? state.value, value);
  });
}

function isSame(left: SwitchValue, right: SwitchValue): boolean {
  return String(left) === String(right);
}

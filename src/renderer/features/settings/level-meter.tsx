import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { levelWord, devicesTexts as texts } from '../../locales/devices.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, maxWidth: '480px' },
  meter: { flexGrow: 1, height: '16px' },
  word: { minWidth: '80px', color: tokens.colorNeutralForeground2 },
});

const barEveryMs = 100;
const wordEveryMs = 1000;

/** How loud the microphone hears. The bar follows closely, unless the person wants less motion; the word once a second. */
export function LevelMeter(props: { readonly level: () => number }) {
  const styles = useStyles();
  const { level } = props;
  const bar = useRef<HTMLMeterElement>(null);
  const [told, setTold] = useState(0);
  useEffect(() => {
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    let loudest = 0;
    const barTimer = setInterval(
      () => {
        const now = level();
        loudest = Math.max(loudest, now);
        if (bar.current) bar.current.value = now;
      },
      isCalm ? wordEveryMs : barEveryMs,
    );
    const wordTimer = setInterval(() => {
      setTold(loudest);
      loudest = 0;
    }, wordEveryMs);
    return () => {
      clearInterval(barTimer);
      clearInterval(wordTimer);
    };
  }, [level]);
  return (
    <div className={styles.row}>
      <meter
        ref={bar}
        className={styles.meter}
        min={0}
        max={1}
        aria-label={texts.level}
        aria-valuetext={levelWord(told)}
      />
      <Text className={styles.word} aria-hidden>
        {levelWord(told)}
      </Text>
    </div>
  );
}

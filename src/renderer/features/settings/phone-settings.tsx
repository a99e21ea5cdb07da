import { DialPlanSection, TryNumber } from '../phone/index.ts';

/** The company's dial plan, and a number to try it on. */
export function PhoneSettings() {
  return (
    <>
      <TryNumber />
      <DialPlanSection />
    </>
  );
}

import { regions } from '../../shared/i18n/en/regions.ts';
import { useTranslate } from '../state/services.tsx';
import { Combobox } from './combobox.tsx';
import type { FieldControlProps } from './field.tsx';

interface RegionInputProps extends FieldControlProps {
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}

const REGION_IDS = Object.keys(regions) as readonly (keyof typeof regions)[];

/** An AWS region, by id or by the name of its city. Regions that are not in the list can be typed. */
export function RegionInput(props: RegionInputProps) {
  const t = useTranslate();
  const options = REGION_IDS.map((value) => ({ value, detail: t(`regions.${value}`) }));
  return <Combobox {...props} label={t('window.common.regions')} options={options} />;
}

import type { ReactNode } from 'react';
import { aliyunRegions } from '../../shared/i18n/en/aliyun-regions.ts';
import { useTranslate } from '../state/services.tsx';
import { Combobox } from './combobox.tsx';
import { Field } from './field.tsx';

interface AliyunRegionFieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly value: string;
  readonly problem: ReactNode;
  readonly onChange: (value: string) => void;
}

const REGION_IDS = Object.keys(aliyunRegions) as readonly (keyof typeof aliyunRegions)[];

/** A region of Alibaba Cloud, by id or by the name of its city. Regions that are not in the list can be typed. */
export function AliyunRegionField({ label, hint, value, problem, onChange }: AliyunRegionFieldProps) {
  const t = useTranslate();
  const options = REGION_IDS.map((id) => ({ value: id, detail: t(`aliyunRegions.${id}`) }));
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <Combobox
          {...control}
          label={t('window.common.regions')}
          options={options}
          value={value}
          placeholder="cn-hangzhou"
          onChange={onChange}
        />
      )}
    </Field>
  );
}

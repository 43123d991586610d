/** What a model looks at: held-out pictures, somebody's own, and options such as a style. */
import { type Chosen, chosenOptions } from './look.ts';
import { OwnPicture } from './own-picture.tsx';
import { PicturePicker } from './picture-picker.tsx';
import type { HeldOut } from './use-held-out.ts';
import type { RunningModel } from './use-model.ts';

interface PictureChoiceProps {
  model: Pick<RunningModel, 'inputs' | 'choices'>;
  heldOut: HeldOut;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

export function PictureChoice({ model, heldOut, chosen, onChange }: PictureChoiceProps) {
  const { inputs, choices } = model;
  const { own } = chosen;
  const options = chosenOptions(model, chosen);
  return (
    <>
      <div className="explore-inputs">
        {inputs.map((input) => (
          <div key={input.name} className="explore-inputs">
            <OwnPicture
              input={input}
              isNamed={inputs.length > 1}
              own={own[input.name]}
              onPicture={(picture) => onChange({ ...chosen, own: { ...own, [input.name]: picture } })}
            />
            {input.isOne && (
              <PicturePicker
                title={input.label}
                options={(heldOut.pictures[input.name] ?? []).map((picture, index) => ({
                  ...{ label: `picture ${index + 1}`, picture },
                }))}
                chosen={own[input.name] ? undefined : (chosen.heldOut[input.name] ?? 0)}
                onChoose={(index) =>
                  onChange({
                    ...chosen,
                    own: { ...own, [input.name]: undefined },
                    heldOut: { ...chosen.heldOut, [input.name]: index },
                  })
                }
              />
            )}
          </div>
        ))}
        {choices.map(({ name, label, note, options: offered }) => (
          <PicturePicker
            key={name}
            title={label}
            note={note}
            options={offered}
            chosen={options[name]}
            onChoose={(index) => onChange({ ...chosen, options: { ...chosen.options, [name]: index } })}
          />
        ))}
      </div>
      <HeldOutNote heldOut={heldOut} isNeeded={!Object.values(own).some(Boolean)} />
    </>
  );
}

function HeldOutNote({
  heldOut: { pictures, isLoading, error },
  isNeeded,
}: {
  heldOut: HeldOut;
  isNeeded: boolean;
}) {
  if (!isNeeded || isLoading || (Object.keys(pictures).length > 0 && !error)) return null;
  return (
    <p className="hint">
      {error
        ? `The held-out pictures cannot be read: ${error.message}. Choose a picture of your own.`
        : 'No job of this sweep has stored its held-out pictures yet: they come with the end of the first one. Until then, choose a picture of your own.'}
    </p>
  );
}

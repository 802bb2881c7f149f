// A slider beside a number, and a run that is watched: the page works without either.

// The slider says the same as the field it stands under, and asks when it is let go.
export function slide(input) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = input.dataset.min;
  slider.max = input.dataset.max;
  slider.step = input.dataset.kithSlider;
  slider.value = input.value;
  slider.className = "kith-slider";
  slider.setAttribute("aria-label", input.labels[0].textContent.trim());
  slider.addEventListener("input", () => (input.value = slider.value));
  slider.addEventListener("change", () => input.form.requestSubmit());
  input.addEventListener("input", () => (slider.value = input.value));
  input.after(slider);
}

// Asks how far the run is until it has come to an end, then shows its answer.
export function watchProgress(box) {
  const bar = box.querySelector("progress");
  const look = async () => {
    const answer = await fetch(box.dataset.kithProgress);
    if (!answer.ok) return;
    const { state, percent } = await answer.json();
    if (state !== "running" && state !== "waiting") {
      window.location.reload();
      return;
    }
    bar.value = percent;
    setTimeout(look, 700);
  };
  setTimeout(look, 700);
}

// The commands that answer questions: reports, forecasts, matching, simulation, and what this program has to offer.
#include <fmt/format.h>

#include "app/grammar.h"

namespace kith::app {

void Grammar::report() {
  auto* app = app_.add_subcommand("report", "Print a report; alone, list them");
  place_options(app);
  app->add_option("name", report_.name, "The report");
  date_option(app, "--from", from_, "First day counted");
  date_option(app, "--to", to_, "Last day counted");
  date_option(app, "--steps-from", steps_from_, "The social care table's own first day");
  date_option(app, "--steps-to", steps_to_, "The social care table's own last day");
  date_option(app, "--as-known-on", as_known_on_, "As the records stood at the end of this day");
  app->add_option("--areas", areas_, "Places or aliases, comma-separated")->delimiter(',');
  app->add_option("--format", report_.format, "text, json, csv, html or xlsx");
  app->add_flag("--published", report_.published, "Suppress small numbers, for publication");
  app->add_option("--out", report_out_, "Write to this file");
  app->callback([this] {
    if (!report_.name.empty() && (from_.empty() || to_.empty()))
      throw CLI::ValidationError("Give the period: --from 2018-07-01 --to 2019-06-30.");
    report_.from = maybe_date(from_).value_or(Date{});
    report_.to = maybe_date(to_).value_or(Date{});
    report_.steps_from = maybe_date(steps_from_);
    report_.steps_to = maybe_date(steps_to_);
    report_.as_known_on = maybe_date(as_known_on_);
    report_.areas = areas_;
    if (!report_out_.empty()) report_.out = here(report_out_);
    if (report_.name.empty())
      understood.alone = [this] { return run_report(terminal_, {}, report_); };
    else
      understood.on_place = [this](Place const& p) { return run_report(terminal_, p, report_); };
  });
}

void Grammar::forecast() {
  auto* app = app_.add_subcommand("forecast", "The next twelve months by month and place, tested on the past");
  place_options(app);
  app->add_option("--flow", forecast_.flow, "requests, allocations or referrals");
  app->add_option("--areas", areas_, "Places or aliases, comma-separated; else the largest places")->delimiter(',');
  date_option(app, "--to", to_, "The last day of the records to use; yesterday if absent");
  app->add_option("--format", forecast_.format, "text, json or csv");
  app->callback([this] {
    forecast_.areas = areas_;
    forecast_.to = maybe_date(to_);
    understood.on_place = [this](Place const& p) { return run_forecast(terminal_, p, forecast_); };
  });
}

void Grammar::match() {
  auto* app = app_.add_subcommand("match", "Link one file to itself, a second file to it, or a file to the register");
  place_options(app);
  app->add_option("files", match_files_, "A.csv, or A.csv and B.csv; with --data an agency's file")
      ->required()
      ->expected(1, 2);
  app->add_option("--model", match_model_, "Model file; without one a model is proposed");
  app->add_option("--pairs", match_pairs_, "Write the pairs here")->required();
  app->add_option("--clusters", match_clusters_, "Write the clusters here");
  app->add_option("--report", match_report_, "Write a page on what was learned and found here");
  app->add_option("--threads", match_.threads, "0: as many as the machine has");
  app->add_option("--agreement", match_register_.agreement, "With --data: the agency whose agreement covers it");
  app->add_option("--purpose", match_register_.purpose, "With --data: what for, which the journal keeps");
  app->add_option("--as", match_register_.asker, "With --data: sign-in name of whoever it is for");
  app->callback([this] {
    if (given.contains("data") || given.contains("database")) return match_with_register();
    if (!match_register_.agreement.empty() || !match_register_.purpose.empty())
      throw CLI::ValidationError("--agreement and --purpose go with --data, which names the register.");
    match_.first = here(match_files_[0]);
    if (match_files_.size() == 2) match_.second = here(match_files_[1]);
    if (!match_model_.empty()) match_.model = here(match_model_);
    if (!match_clusters_.empty()) match_.clusters = here(match_clusters_);
    if (!match_report_.empty()) match_.report = here(match_report_);
    match_.pairs = here(match_pairs_);
    understood.alone = [this] { return run_match(terminal_, match_); };
  });
}

void Grammar::match_with_register() {
  if (match_files_.size() != 1 || !match_clusters_.empty() || !match_report_.empty())
    throw CLI::ValidationError("With --data one file is matched with the register, and --pairs is what is written.");
  if (match_register_.agreement.empty() || match_register_.purpose.empty())
    throw CLI::ValidationError(
        "With --data, say under whose agreement (--agreement AGENCY) and what for (--purpose WORDS): the journal "
        "keeps both.");
  match_register_.file = here(match_files_[0]);
  if (!match_model_.empty()) match_register_.model = here(match_model_);
  understood.out = here(match_pairs_);
  understood.in_house = [this](House& house) { return run_match_register(terminal_, house, match_register_); };
}

void Grammar::simulate() {
  auto* app = app_.add_subcommand("simulate", "Run a demand model");
  place_options(app);
  app->add_option("model", simulate_model_, "The model file, or a scenario that lies over one");
  app->add_option("--scenario", simulate_scenario_, "The same, when the records are to fill it (--data)");
  app->add_option("--england", simulate_england_, "Many authorities: the file that says which are run");
  app->add_option("--inputs", simulate_inputs_, "What records cannot give; else inputs.toml beside the model");
  date_option(app, "--from", from_, "With --data: the first day of the records to calibrate from");
  date_option(app, "--to", to_, "The last day; the model starts the day after");
  date_option(app, "--steps-from", steps_from_, "The first day for referrals, if another");
  date_option(app, "--steps-to", steps_to_, "The last day for referrals, if another");
  app->add_option("--days", calibrate_.days, "With --data: how many days ahead")->check(CLI::Range(28, 3660));
  app->add_option("--replications", simulate_.replications, "How many times");
  app->add_option("--seed", simulate_.seed, "The same seed gives the same answer");
  app->add_option("--threads", simulate_.threads, "0: as many as the machine has");
  app->add_option("--lever", simulate_.levers, "NAME=VALUE: move a lever of the model; may be given again");
  app->add_option("--draws", simulate_.draws, "How often its uncertain numbers are drawn; 0: not at all");
  app->add_option("--trace", simulate_trace_, "Write the first run's events here as CSV");
  app->add_option("--format", simulate_.format, "text or json");
  app->callback([this] {
    if (!simulate_england_.empty()) {
      if (!simulate_model_.empty() || !simulate_scenario_.empty() || given.contains("data"))
        throw CLI::ValidationError("--england stands alone: its file names the model.");
      simulate_.model = here(simulate_england_);
      if (!simulate_trace_.empty()) simulate_.trace = here(simulate_trace_);
      understood.alone = [this] { return run_nation(terminal_, simulate_); };
      return;
    }
    auto const& model = simulate_scenario_.empty() ? simulate_model_ : simulate_scenario_;
    if (!model.empty()) simulate_.model = here(model);
    if (!simulate_trace_.empty()) simulate_.trace = here(simulate_trace_);
    if (!simulate_inputs_.empty()) calibrate_.inputs = here(simulate_inputs_);
    calibrate_.from = maybe_date(from_);
    calibrate_.to = maybe_date(to_);
    calibrate_.steps_from = maybe_date(steps_from_);
    calibrate_.steps_to = maybe_date(steps_to_);
    bool const has_data = given.contains("data") || given.contains("database");
    if (!has_data && simulate_.model.empty())
      throw CLI::ValidationError("Name a model file, or --data for the model of its own records.");
    if (has_data)
      understood.on_place = [this](Place const& p) { return run_calibrated(terminal_, p, simulate_, calibrate_); };
    else
      understood.alone = [this] { return run_simulate(terminal_, simulate_); };
  });
}

void Grammar::reference() {
  auto* app = app_.add_subcommand("reference", "Print what there is, from this program's own tables");
  app->add_option("what", reference_,
                  "commands, routes, settings, manual, or words: what the public pages do not say in each language")
      ->required();
  app->callback([this] {
    understood.alone = [this] {
      auto const text = app::reference(reference_);
      if (!text) return terminal_.complain(text.error());
      terminal_.out(*text);
      return 0;
    };
  });
}

}  // namespace kith::app

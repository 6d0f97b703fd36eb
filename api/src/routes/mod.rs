//! The routes: what can be asked for, and who answers.

mod agreements;
mod audit;
mod candidates;
mod contacts;
mod documentation;
mod employers;
mod employers_view;
mod fill_rate;
mod follow_up;
mod health;
mod introductions;
mod job_ads;
mod journeys;
mod learning;
mod maps;
mod match_runs;
mod me;
mod municipalities;
mod opening_steps;
mod openings;
mod outcomes;
mod own;
mod papers;
mod placements;
mod proposals;
mod recommendations;
mod rights;
mod service_models;
mod sessions;
mod sheets;
mod spec;
mod specialists;
mod surveys;
mod travel_times;
mod unpaid_work;
mod webhooks;
mod what_if;
mod why_not;
mod workplaces;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::login_pages;
use crate::manners::{answers_with, bytes_most, dress, hold};
use crate::sheets::FILE_BYTES_MOST;
use crate::state::AppState;

/// The route table: every address under `/v1`, on one screen.
fn v1() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(me::show_caller))
        .routes(routes!(sessions::list_sessions))
        .routes(routes!(sessions::end_sessions))
        .routes(routes!(municipalities::show_municipality, municipalities::replace_municipality))
        .routes(routes!(service_models::add_service_model))
        .routes(routes!(service_models::show_service_model))
        .routes(routes!(maps::show_map, maps::replace_map))
        .routes(routes!(employers::list_employers, employers::create_employer))
        .routes(routes!(employers::show_employer, employers::replace_employer))
        .routes(routes!(workplaces::list_workplaces, workplaces::create_workplace))
        .routes(routes!(workplaces::show_workplace, workplaces::replace_workplace))
        .routes(routes!(openings::list_openings, openings::create_opening))
        .routes(routes!(openings::show_opening, openings::replace_opening))
        .routes(routes!(opening_steps::list_opening_steps, opening_steps::take_opening_step))
        .routes(routes!(introductions::list_introductions))
        .routes(routes!(job_ads::list_job_ads))
        .routes(routes!(job_ads::import_job_ads))
        .routes(routes!(specialists::list_specialists, specialists::create_specialist))
        .routes(routes!(specialists::show_specialist, specialists::replace_specialist))
        .routes(routes!(placements::list_placements, placements::create_placement))
        .routes(routes!(placements::show_placement, placements::replace_placement))
        .routes(routes!(candidates::list_candidates, candidates::create_candidate))
        .routes(routes!(candidates::show_candidate, candidates::replace_candidate))
        .routes(routes!(candidates::list_profiles))
        .routes(routes!(
            contacts::show_contact,
            contacts::create_contact,
            contacts::replace_contact
        ))
        .routes(routes!(journeys::list_journeys))
        .routes(routes!(journeys::show_journey))
        .routes(routes!(journeys::list_events, journeys::record_event))
        .routes(routes!(journeys::list_caseloads))
        .routes(routes!(agreements::list_agreements, agreements::create_agreement))
        .routes(routes!(agreements::show_agreement, agreements::replace_agreement))
        .routes(routes!(agreements::list_agreement_versions))
        .routes(routes!(papers::show_lists))
        .routes(routes!(surveys::list_surveys, surveys::create_survey))
        .routes(routes!(surveys::list_employer_surveys, surveys::create_employer_survey))
        .routes(routes!(match_runs::list_match_runs, match_runs::create_match_run))
        .routes(routes!(match_runs::show_match_run))
        .routes(routes!(match_runs::cancel_match_run))
        .routes(routes!(match_runs::show_candidate_match))
        .routes(routes!(why_not::show_why_not))
        .routes(routes!(what_if::try_what_if))
        .routes(routes!(recommendations::list_recommendations))
        .routes(routes!(recommendations::list_opening_recommendations))
        .routes(routes!(proposals::list_proposals))
        .routes(routes!(proposals::show_proposal))
        .routes(routes!(proposals::take_proposal_step))
        .routes(routes!(proposals::show_decision_figures))
        .routes(routes!(outcomes::list_outcomes, outcomes::create_outcome))
        .routes(routes!(travel_times::list_travel_times, travel_times::record_travel_time))
        .routes(routes!(fill_rate::show_fill_rate))
        .routes(routes!(learning::show_learning, learning::switch_learning))
        .routes(routes!(learning::show_objection, learning::record_objection))
        .routes(routes!(learning::list_model_versions, learning::create_model_version))
        .routes(routes!(learning::show_model_version))
        .routes(routes!(learning::put_in_force))
        .routes(routes!(learning::show_calibration))
        .routes(routes!(webhooks::list_webhooks, webhooks::create_webhook))
        .routes(routes!(webhooks::show_webhook))
        .routes(routes!(webhooks::end_webhook))
        .routes(routes!(webhooks::list_deliveries))
        .routes(routes!(follow_up::show_follow_up))
        .routes(routes!(follow_up::show_retention))
        .routes(routes!(unpaid_work::show_unpaid_work))
        .routes(routes!(audit::list_audit_events))
        .routes(routes!(audit::review_audit_events))
        .routes(routes!(audit::show_figures))
        .routes(routes!(rights::export_person))
        .routes(routes!(rights::show_access_log))
        .routes(routes!(rights::erase_person))
        .routes(routes!(rights::restrict_person))
        .layer(from_fn(async |request, next| answers_with("application/json", request, next).await))
}

/// Spreadsheets, which are other media types and larger than documents.
fn spreadsheets() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sheets::show_template))
        .routes(routes!(sheets::show_export))
        .routes(routes!(sheets::import_sheet))
        .layer(bytes_most(FILE_BYTES_MOST))
}

/// Sheets to print or paste, and visits for a calendar.
fn papers() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(papers::show_agreement_sheet))
        .routes(routes!(papers::show_status_sheet))
        .routes(routes!(papers::show_calendar))
}

/// What a machine that keeps the service running asks for.
fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(health::is_alive))
        .routes(routes!(health::is_ready))
        .routes(routes!(health::metrics))
}

/// All routes, with the manners around them, and the document that describes them (OpenAPI 3.1).
pub fn router(state: &AppState) -> Router {
    let (routes, document) = hold(v1().merge(spreadsheets()).merge(papers()), state)
        .merge(operations())
        .split_for_parts();
    let document = Arc::new(spec::complete(&document));
    let pages = documentation::routes(&document, state.auth.local.is_some());
    dress(routes.merge(pages).merge(login_pages()), state)
}

"""Addresses of what is shown to strangers, and of the pages on which it is made."""

from django.urls import path, register_converter

from tallystone.pages import (
    consenting,
    enquiries,
    showcase,
    showcase_collections,
    showcase_samples,
    shown,
    shown_collections,
    shown_files,
    track_records,
)


class Hash:
    """The hash of a picture."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Hash, "hash")

urlpatterns = [
    path("track-record", shown.track_record, name="track-record"),
    path("@<str:slug>", shown.profile, name="shown"),
    path("@<str:slug>/feed.xml", shown_files.feed, name="shown-feed"),
    path("@<str:slug>/card.png", shown_files.card, name="shown-card"),
    path("@<str:slug>/logo.png", shown_files.logo, name="shown-logo"),
    path("@<str:slug>/record", shown.record, name="shown-record"),
    path("@<str:slug>/ask", enquiries.ask, name="shown-ask"),
    path("@<str:slug>/pictures/<hash:made>.webp", shown_files.picture, name="shown-picture"),
    path("@<str:slug>/<str:sample>", shown.sample, name="shown-sample"),
    path("@<str:slug>/<str:sample>/seal", shown.seal, name="shown-seal"),
    path("@<str:slug>/<str:sample>/card.png", shown_files.sample_card, name="shown-sample-card"),
    path("collections/<str:token>", shown_collections.collection, name="collection"),
    path("collections/<str:token>/<int:number>", shown_collections.sample, name="collection-sample"),
    path("collections/<str:token>/pictures/<hash:made>.webp", shown_collections.picture, name="collection-picture"),
    path("consent/<str:token>", consenting.consent_page, name="consent"),
    path("consent/<str:token>/<hash:made>.webp", consenting.consent_picture, name="consent-picture"),
    path("showcase", showcase.showcase, name="showcase"),
    path("showcase/profile", showcase.profile, name="showcase-profile"),
    path("showcase/samples/<int:number>", showcase_samples.sample, name="showcase-sample"),
    path("showcase/samples/<int:number>/<int:piece>", showcase_samples.piece, name="showcase-piece"),
    path("showcase/samples/<int:number>/<int:piece>.webp", showcase_samples.picture, name="showcase-picture"),
    path("showcase/collections/new", showcase_collections.new, name="showcase-collection-new"),
    path("showcase/collections/<int:number>", showcase_collections.collection, name="showcase-collection"),
    path("record", track_records.records, name="records"),
    path("record/<int:business_id>", track_records.record, name="record"),
    path("record/<int:business_id>.pdf", track_records.record_pdf, name="record-pdf"),
    path("contracts/<str:code>/milestones/<int:number>/sample", showcase_samples.begin, name="sample-begin"),
]

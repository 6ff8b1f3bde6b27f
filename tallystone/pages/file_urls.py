"""Addresses of files."""

from django.urls import path

from tallystone.pages import arriving, captures, downloads, filed_files, look, snapshots, uploads

urlpatterns = [
    path("contracts/<str:code>/milestones/<int:number>/uploads", uploads.uploads, name="uploads"),
    path("contracts/<str:code>/milestones/<int:number>/uploads/<uuid:upload>", uploads.upload, name="upload"),
    path("contracts/<str:code>/milestones/<int:number>/arriving", arriving.begin, name="arriving"),
    path("contracts/<str:code>/milestones/<int:number>/arriving/<uuid:arriving>", arriving.arriving, name="arriving-file"),
    path("contracts/<str:code>/milestones/<int:number>/captures", captures.captures, name="captures"),
    path("contracts/<str:code>/milestones/<int:number>/captures/<uuid:capture>", captures.capture, name="capture"),
    path("contracts/<str:code>/milestones/<int:number>/look/<str:hash>", look.look, name="look"),
    path("contracts/<str:code>/milestones/<int:number>/notes", look.write, name="notes"),
    path("contracts/<str:code>/milestones/<int:number>/notes/<int:note>", look.change, name="note"),
    path("contracts/<str:code>/milestones/<int:number>/compare", snapshots.compare, name="snapshots"),
    path("contracts/<str:code>/differences/<str:before>/<str:after>/<int:page>", snapshots.picture, name="difference"),
    path("contracts/<str:code>/files", filed_files.files, name="contract-files"),
    path("contracts/<str:code>/files/<str:hash>/<str:name>", downloads.file, name="file"),
]
